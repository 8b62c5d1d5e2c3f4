package io.memstream.core.context;

import io.memstream.core.command.SpokenCommands;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What goes into a context, before the budget decides.
 *
 * @param asksWhatIsKnown whether the user asks what is known of them
 */
public record Gathered(Material material, Unasked unasked, Resumption resumption, boolean asksWhatIsKnown) {
    /** Who the user is, for a greeting after a while. */
    private static final int MOST_ABOUT_USER = 5;

    /** Comes first: whom one talks to. */
    private static final String NAME = "name";

    /** What says who somebody is; how to behave is told anyway, and events pass. */
    private static final Set<Kind> ABOUT_USER =
            EnumSet.of(Kind.FACT, Kind.RELATIONSHIP, Kind.PREFERENCE, Kind.PROJECT, Kind.GOAL);

    /**
     * @param matching what answers the question, best first
     * @param wanted which facts the caller wants at all
     * @param limit of the facts when the user asks for all
     */
    public static Gathered of(
            Occasion occasion, Held held, List<ContextItem> matching, Predicate<Fact> wanted, int limit) {
        Standpoint from = occasion.standpoint();
        Unasked unasked = Unasked.of(held, occasion.query(), occasion.parts(), from);
        Resumption resumption = Resumption.of(held, occasion.last(), from);
        boolean greets = Greeting.isAll(occasion.query());
        Optional<SpokenCommands.Asked> asked = SpokenCommands.english().asked(occasion.query());
        boolean forAll = asked.isPresent() && asked.get().topic() == null;
        List<ContextItem> first = forAll ? known(occasion, held, wanted, ContextItem.ASKED_FOR_ALL, limit) : List.of();
        List<ContextItem> last = greets && resumption.mode() == Resumption.Mode.FRESH_START
                ? known(
                        occasion,
                        held,
                        wanted.and(fact -> ABOUT_USER.contains(fact.kind()) && from.holds(fact)),
                        "about_user",
                        MOST_ABOUT_USER)
                : List.of();
        List<Note> notes = new ArrayList<>(unasked.notes(from.at()));
        notes.addAll(recap(occasion, resumption, greets));
        return new Gathered(
                new Material(
                        occasion.query(),
                        notes,
                        together(unasked.contested(), List.of(first, matching, unasked.instructions(), last)),
                        occasion.conversation()),
                unasked,
                resumption,
                asked.isPresent());
    }

    /** The most important facts. */
    private static List<ContextItem> known(
            Occasion occasion, Held held, Predicate<Fact> wanted, String reason, int limit) {
        if (!occasion.parts().contains(Part.MEMORIES)) {
            return List.of();
        }
        Standpoint from = occasion.standpoint();
        List<Fact> seen =
                held.facts().stream().filter(from::sees).filter(wanted).toList();
        return Unasked.mostImportant(seen, from)
                .sorted(Comparator.comparing(fact -> !fact.attribute().equals(NAME)))
                .limit(limit)
                .map(fact -> Unasked.item(fact, reason, from))
                .toList();
    }

    /**
     * What the running session held before its last turns; or, when it only begins or the user asks for nothing else, where
     * the last one stopped.
     */
    private static List<Note> recap(Occasion occasion, Resumption resumption, boolean greets) {
        if (!occasion.parts().contains(Part.RECAP)) {
            return List.of();
        }
        if (!occasion.conversation().isEmpty()) {
            return occasion.recap().isEmpty()
                    ? List.of()
                    : List.of(new Note(
                            Section.RECAP,
                            "session",
                            "",
                            "Earlier in this conversation",
                            occasion.recap(),
                            Instant.EPOCH));
        }
        boolean resumes = greets || (occasion.opens() && resumption.mode() != Resumption.Mode.FRESH_START);
        return resumes ? resumption.notes(occasion.lastTurns()) : List.of();
    }

    /** Each once, and what is contested not at all. */
    private static List<ContextItem> together(Set<UUID> contested, List<List<ContextItem>> lists) {
        Set<UUID> left = new HashSet<>(contested);
        List<ContextItem> items = new ArrayList<>();
        for (List<ContextItem> some : lists) {
            some.stream().filter(item -> left.add(item.id())).forEach(items::add);
        }
        return items;
    }
}
