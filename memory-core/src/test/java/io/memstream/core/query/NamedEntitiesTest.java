package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Entity;
import io.memstream.core.model.Entity.Relation;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Owner;
import io.memstream.core.ranking.OwnerView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedEntitiesTest {
    private static final Instant NOW = Instant.parse("2026-05-20T09:00:00Z");

    private final List<Entity> entities = List.of(
            user(
                    relation("maria", "wife", null),
                    relation("tom", "boss", NOW.minusSeconds(60)),
                    relation("anna", "boss", null),
                    relation("luna", "cat", null),
                    relation("porto", "home", null)),
            entity("maria", EntityType.PERSON, "Maria", List.of(), null),
            entity("tom", EntityType.PERSON, "Tom", List.of(), null),
            entity("anna", EntityType.PERSON, "Anna Berg", List.of("anna", "my boss"), null),
            entity("luna", EntityType.THING, "Luna", List.of("my cat", "lulu"), null),
            entity("porto", EntityType.PLACE, "Porto", List.of(), null),
            entity("sister", EntityType.PERSON, "sister", List.of("my sister"), "paula"),
            entity("paula", EntityType.PERSON, "Paula", List.of(), null),
            entity("leo", EntityType.PERSON, "Leo", List.of("my friend"), null),
            entity(
                    "many",
                    EntityType.PERSON,
                    "Kim",
                    List.of("kimi", "kimmy", "kimchen", "joachim", "jo", "chim", "my uncle"),
                    null));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What does my wife like? | maria",
                "What does Maria like?| wife",
                "What does maria like?| wife",
                "Did my wife's sister call? | maria",
                "What did Anna say? | anna berg, boss",
                "What did my boss say? | anna berg, anna",
                "What did Tom say? |",
                "Does my cat sleep? | luna, lulu",
                "Does Lulu sleep? | luna, cat",
                "How old is my sister? | paula",
                "How old is Paula? | sister",
                "Where is Porto? |",
                "What is my home like? |",
                "What did Leo do? |",
                "What does a wife do? |",
                "Who is Mariana? |",
                "What did Kim do? | kimi, kimmy, kimchen, joachim, jo",
                "How is the weather? |"
            })
    void addsTheOtherNamesOfWhomATextNames(String text, @Nullable String others) {
        Message message = new Message(
                new Owner("default", "a".repeat(64)), text, NOW, OwnerView.of(List.of()), entities, List.of());

        Set<String> found = NamedEntities.in(message, text, Set.of("leo"));

        assertThat(String.join(", ", found)).isEqualTo(others == null ? "" : others);
    }

    private static Entity user(Relation... relations) {
        return new Entity(
                "user", EntityType.PERSON, "Alex", List.of("lex"), List.of(relations), List.of(), 1, NOW, NOW, null);
    }

    private static Relation relation(String to, String name, @Nullable Instant until) {
        return new Relation(to, name, new UUID(0, 1), null, until);
    }

    private static Entity entity(
            String id, EntityType type, String name, List<String> aliases, @Nullable String mergedInto) {
        return new Entity(id, type, name, aliases, List.of(), List.of(), 1, NOW, NOW, mergedInto);
    }
}
