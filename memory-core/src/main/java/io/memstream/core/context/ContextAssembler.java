package io.memstream.core.context;

import io.memstream.core.context.Writing.Written;
import io.memstream.core.model.Turn;
import io.memstream.core.port.TokenCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fits what was chosen into a token budget and writes it. Who comes first and may take how much is in {@link Share};
 * nothing is said twice, nothing is cut within a sentence, and what found no room is named.
 */
public final class ContextAssembler {
    /** Stands for the number of a citation until it is known; with most encodings none takes more tokens. */
    private static final int ANY_NUMBER = 999;

    private final TokenCounter counter;

    public ContextAssembler(TokenCounter counter) {
        this.counter = counter;
    }

    /**
     * @param maxTokens exact upper bound of what is written
     * @param cites whether pieces carry a number to cite them by
     */
    public Assembled assemble(Material material, Format format, int maxTokens, boolean cites) {
        List<Candidate> candidates = candidates(material, cites);
        Budget budget = new Budget(Writing.of(format, cites), counter, maxTokens);
        Filling filling = new Filling(budget, candidates, ContentWords.of(material.query()));
        filling.fill();
        budget.settle();
        Assembled assembled = assembled(material, candidates, budget, filling, cites);
        while (assembled.tokens() > maxTokens) {
            budget.dropLast();
            assembled = assembled(material, candidates, budget, filling, cites);
        }
        return assembled;
    }

    private static Assembled assembled(
            Material material, List<Candidate> candidates, Budget budget, Filling filling, boolean cites) {
        Set<ContextItem> shown =
                new HashSet<>(given(candidates, budget, candidate -> Optional.ofNullable(candidate.item)));
        List<ContextItem> items =
                material.items().stream().distinct().filter(shown::contains).toList();
        List<Note> notes = given(candidates, budget, candidate -> Optional.ofNullable(candidate.note));
        Map<UUID, Integer> citations = new LinkedHashMap<>();
        Map<Note, Integer> noteCitations = new HashMap<>();
        if (cites) {
            items.forEach(item -> citations.put(item.id(), citations.size() + 1));
            Set<String> cited = items.stream().map(item -> item.id().toString()).collect(Collectors.toSet());
            notes.stream()
                    .filter(note -> isCited(note) && !cited.contains(note.id()))
                    .forEach(note -> noteCitations.put(note, citations.size() + noteCitations.size() + 1));
        }
        Written written = budget.write(candidate -> cited(candidate, citations, noteCitations));
        return new Assembled(
                written.context(), notes, items, citations, noteCitations, filling.leftOut(), budget.tokens(written));
    }

    private static List<Candidate> candidates(Material material, boolean cites) {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, ContextItem> items = new LinkedHashMap<>();
        material.items().forEach(item -> items.putIfAbsent(item.id().toString(), item));
        for (Note note : material.notes()) {
            int cite = cites && isCited(note) ? ANY_NUMBER : 0;
            ContextItem reminded = note.section() == Section.REMINDERS ? items.remove(note.id()) : null;
            candidates.add(reminded == null ? Candidate.of(note, cite) : Candidate.of(note, reminded, cite));
        }
        items.values().forEach(item -> candidates.add(Candidate.of(item, cites ? ANY_NUMBER : 0)));
        List<Turn> conversation = material.conversation();
        for (int turn = conversation.size() - 1; turn >= 0; turn--) {
            candidates.add(Candidate.of(conversation.get(turn)));
        }
        return candidates;
    }

    /** Blocks are cited by their label, and where things stand needs no proof. */
    private static boolean isCited(Note note) {
        return note.section() != Section.BLOCKS && note.section() != Section.RECAP;
    }

    private static int cited(Candidate candidate, Map<UUID, Integer> items, Map<Note, Integer> notes) {
        if (candidate.item != null) {
            return items.getOrDefault(candidate.item.id(), 0);
        }
        return candidate.note == null ? 0 : notes.getOrDefault(candidate.note, 0);
    }

    private static <T> List<T> given(List<Candidate> candidates, Budget budget, Function<Candidate, Optional<T>> made) {
        return candidates.stream()
                .filter(budget::holds)
                .flatMap(candidate -> made.apply(candidate).stream())
                .toList();
    }
}
