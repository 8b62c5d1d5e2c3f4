package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Procedure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What of an owner's memory a forgetting is about.
 *
 * @param episodes by ordinal
 * @param gone facts that are forgotten
 * @param changed facts that stay, as they are without what is forgotten
 * @param corrections to facts that stay, of words that are forgotten
 * @param procedures of a scope that is forgotten
 */
record Selection(
        List<EpisodeTrace> episodes,
        List<Fact> gone,
        List<Fact> changed,
        List<Forgetting> corrections,
        List<Procedure> procedures) {

    static Selection of(Draft draft, Forgetting forgetting) {
        Map<UUID, EpisodeTrace> traces = new LinkedHashMap<>();
        draft.episodes().forEach(trace -> traces.put(trace.id(), trace));
        List<Fact> facts = draft.facts();
        return isByFact(forgetting) ? byFact(forgetting, traces, facts) : byEpisode(draft, forgetting, traces, facts);
    }

    static boolean isByFact(Forgetting forgetting) {
        return forgetting.fact() != null || forgetting.kind() != null;
    }

    /** Facts of an id or a kind, and the episodes that tell them. */
    private static Selection byFact(Forgetting forgetting, Map<UUID, EpisodeTrace> traces, List<Fact> facts) {
        Set<EpisodeTrace> episodes = new LinkedHashSet<>();
        Set<String> values = new HashSet<>();
        Set<UUID> named = new HashSet<>();
        for (Fact fact : facts) {
            if (!Forgettings.names(forgetting, fact)) {
                continue;
            }
            List<EpisodeTrace> told = told(fact, traces)
                    .filter(trace -> isThere(forgetting, trace))
                    .toList();
            if (told.isEmpty() && !isKeptWithoutEpisode(forgetting, fact, traces)) {
                continue;
            }
            named.add(fact.id());
            values.add(value(fact));
            episodes.addAll(told);
            episodes.addAll(echoes(forgetting, fact, traces));
        }
        Set<UUID> ids = ids(episodes);
        List<Fact> gone = new ArrayList<>();
        List<Fact> changed = new ArrayList<>();
        for (Fact fact : facts) {
            List<Evidence> left = without(fact, ids);
            boolean isNamed = named.contains(fact.id())
                    && (left.isEmpty() || !Forgettings.isPlaced(forgetting) && Forgettings.isInTime(forgetting, fact));
            boolean saysTheSame = left.isEmpty() && !fact.evidence().isEmpty() && values.contains(value(fact));
            if (isNamed || saysTheSame) {
                gone.add(fact);
            } else if (left.size() < fact.evidence().size()) {
                changed.add(Revision.of(fact).evidence(left).sameVersion());
            }
        }
        return new Selection(ordered(episodes), gone, changed, List.of(), List.of());
    }

    /** Episodes of a text, a time, a session or a scope, and the facts that say it or rest on nothing else. */
    private static Selection byEpisode(
            Draft draft, Forgetting forgetting, Map<UUID, EpisodeTrace> traces, List<Fact> facts) {
        List<EpisodeTrace> episodes = traces.values().stream()
                .filter(trace -> Forgettings.covers(forgetting, trace))
                .toList();
        List<Forgetting> corrections = corrections(draft, forgetting);
        Set<UUID> corrected = new HashSet<>();
        corrections.forEach(correction -> corrected.add(Forgettings.correctedFact(correction)));
        Set<UUID> ids = ids(episodes);
        List<Fact> gone = new ArrayList<>();
        List<Fact> changed = new ArrayList<>();
        for (Fact fact : facts) {
            List<Evidence> left = without(fact, ids);
            boolean touched = left.size() < fact.evidence().size();
            if (isSaid(forgetting, fact, traces) || touched && left.isEmpty() && restsOn(forgetting, fact)) {
                gone.add(fact);
            } else if (touched || corrected.contains(fact.id())) {
                changed.add(Revision.of(fact).evidence(left).sameVersion());
            }
        }
        return new Selection(episodes, gone, changed, corrections, procedures(draft, forgetting));
    }

    /** Whether the fact itself is what is to be forgotten. */
    private static boolean isSaid(Forgetting forgetting, Fact fact, Map<UUID, EpisodeTrace> traces) {
        if (!Forgettings.names(forgetting, fact)) {
            return false;
        }
        return Forgettings.isPlaced(forgetting)
                ? isKeptWithoutEpisode(forgetting, fact, traces)
                : Forgettings.isInTime(forgetting, fact);
    }

    /**
     * Whether a fact goes with its last episode: always when that was forgotten for where or when it was said; for a text,
     * when the fact says a part of it. What else was told in the same breath stays.
     */
    private static boolean restsOn(Forgetting forgetting, Fact fact) {
        return forgetting.terms().isEmpty() || Forgettings.sharesTerm(forgetting, fact);
    }

    /** Whether a fact of a command, or one whose episodes are gone, was told at the place that is forgotten. */
    private static boolean isKeptWithoutEpisode(Forgetting forgetting, Fact fact, Map<UUID, EpisodeTrace> traces) {
        return !Forgettings.isPlaced(forgetting)
                || forgetting.sessionId() == null
                        && told(fact, traces).findAny().isEmpty()
                        && Forgettings.isInWindow(forgetting, FactRules.start(fact))
                        && Forgettings.isInTime(forgetting, fact);
    }

    /** The place of a fact's episode; its scope is the fact's, and its text need not be the fact's. */
    private static boolean isThere(Forgetting forgetting, EpisodeTrace trace) {
        return (forgetting.sessionId() == null || forgetting.sessionId().equals(trace.sessionId()))
                && Forgettings.isInWindow(forgetting, trace.occurredAt());
    }

    /**
     * Episodes that tell a fact and are not among the evidence that it keeps. Only where it was told more often than it keeps
     * evidence, and when its wording is more than one word.
     */
    private static List<EpisodeTrace> echoes(Forgetting forgetting, Fact fact, Map<UUID, EpisodeTrace> traces) {
        if (fact.evidence().size() < Fact.EVIDENCE_KEPT) {
            return List.of();
        }
        Set<Long> wording = Forgettings.wording(fact, told(fact, traces));
        return wording.size() < 2
                ? List.of()
                : traces.values().stream()
                        .filter(trace -> isThere(forgetting, trace))
                        .filter(trace -> new HashSet<>(trace.terms()).containsAll(wording))
                        .toList();
    }

    /** Told in the same words of another attribute it is the same. */
    private static String value(Fact fact) {
        return SlotKey.normalise(fact.subject()) + ' ' + SlotKey.normalise(fact.value());
    }

    private static Stream<EpisodeTrace> told(Fact fact, Map<UUID, EpisodeTrace> traces) {
        return fact.evidence().stream()
                .map(evidence -> traces.get(evidence.episodeId()))
                .filter(Objects::nonNull);
    }

    /** What former versions of facts said is forgotten as well. */
    private static List<Forgetting> corrections(Draft draft, Forgetting forgetting) {
        return forgetting.terms().isEmpty()
                ? List.of()
                : draft.holdings(Forgetting.class).stream()
                        .filter(Forgettings::isCorrection)
                        .filter(correction -> new HashSet<>(correction.terms()).containsAll(forgetting.terms()))
                        .toList();
    }

    private static List<Procedure> procedures(Draft draft, Forgetting forgetting) {
        return forgetting.scope() == null || !forgetting.terms().isEmpty() || Forgettings.isPlaced(forgetting)
                ? List.of()
                : draft.holdings(Procedure.class).stream()
                        .filter(procedure -> forgetting.scope().equals(procedure.scope()))
                        .toList();
    }

    private static List<Evidence> without(Fact fact, Set<UUID> episodes) {
        return fact.evidence().stream()
                .filter(evidence -> !episodes.contains(evidence.episodeId()))
                .toList();
    }

    private static Set<UUID> ids(Iterable<EpisodeTrace> episodes) {
        Set<UUID> ids = new HashSet<>();
        episodes.forEach(trace -> ids.add(trace.id()));
        return ids;
    }

    private static List<EpisodeTrace> ordered(Set<EpisodeTrace> episodes) {
        return episodes.stream()
                .sorted(Comparator.comparingLong(EpisodeTrace::ordinal))
                .toList();
    }
}
