package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Late arrivals: whichever way the same turns came, the entities that stand for themselves are the same. */
class EntitiesInAnyOrderTest {
    private static final List<String> TURNS = List.of(
            "{'turn': 't1', 'at': '2026-01-01T10:00:00Z', 'said': 'a', 'claims': [{'subject': 'user\\'s sister', 'attribute':"
                    + " 'occupation', 'value': 'doctor', 'many': true}]}",
            "{'turn': 't2', 'at': '2026-01-02T10:00:00Z', 'said': 'b', 'claims': [{'kind': 'relationship', 'attribute':"
                    + " 'sister', 'value': 'Paula', 'names': 'person', 'many': true}]}",
            "{'turn': 't3', 'at': '2026-01-03T10:00:00Z', 'said': 'c', 'claims': [{'subject': 'Paula', 'attribute':"
                    + " 'employer', 'value': 'Google', 'names': 'organisation'}]}",
            "{'turn': 't4', 'at': '2026-01-04T10:00:00Z', 'said': 'd', 'claims': [{'subject': 'Paula Novak', 'attribute':"
                    + " 'likes', 'value': 'chess', 'many': true}]}",
            "{'turn': 't5', 'at': '2026-01-05T10:00:00Z', 'said': 'e', 'claims': [{'kind': 'relationship', 'attribute':"
                    + " 'boss', 'value': 'Tom', 'names': 'person'}]}",
            "{'turn': 't6', 'at': '2026-01-06T10:00:00Z', 'said': 'f', 'claims': [{'subject': 'user\\'s boss', 'attribute':"
                    + " 'home', 'value': 'Oslo', 'names': 'place'}]}",
            "{'turn': 't7', 'at': '2026-03-01T10:00:00Z', 'said': 'g', 'claims': [{'kind': 'relationship', 'attribute':"
                    + " 'boss', 'value': 'Anna', 'names': 'person'}]}",
            "{'turn': 't8', 'at': '2026-03-02T10:00:00Z', 'said': 'h', 'claims': [{'attribute': 'name', 'value': 'Alex',"
                    + " 'names': 'person'}]}");

    @Property(tries = 200)
    void areTheSame(@ForAll long order) {
        List<String> shuffled = new ArrayList<>(TURNS);
        Collections.shuffle(shuffled, new Random(order));

        assertThat(told(shuffled)).isEqualTo(told(TURNS));
    }

    private static Set<String> told(List<String> turns) {
        MemoryInMaps memory = new MemoryInMaps();
        for (String turn : turns) {
            Consolidator.decide(
                            memory,
                            EventsInJson.event(json(turn), memory),
                            ConsolidationScenariosTest::id,
                            Policy.STANDARD)
                    .changes()
                    .forEach(change -> Consolidator.apply(memory, change));
        }
        return memory.holdings(Entity.class).stream()
                .filter(entity -> entity.mergedInto() == null)
                .map(entity -> told(memory, entity))
                .collect(Collectors.toSet());
    }

    private static String told(MemoryState memory, Entity entity) {
        return String.join(
                " | ",
                entity.id(),
                entity.name(),
                String.valueOf(new HashSet<>(entity.aliases())),
                String.valueOf(new HashSet<>(entity.relations())),
                entity.facts().stream()
                        .flatMap(id -> memory.fact(id).stream())
                        .map(Fact::value)
                        .sorted()
                        .collect(Collectors.joining(",")),
                entity.firstAt() + " " + entity.lastAt() + " " + entity.mentions());
    }

    private static JsonNode json(String text) {
        try {
            return Objects.requireNonNull(
                    new ObjectMapper().readTree(text.replace("\\'", "\u2019").replace('\'', '"')));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
