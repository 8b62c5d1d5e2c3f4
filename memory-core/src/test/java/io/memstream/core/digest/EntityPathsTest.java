package io.memstream.core.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntityPathsTest {
    private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");

    private final List<Entity> entities = List.of(
            entity("user", null, relation("wife", "sarah", null), relation("employer", "acme", THEN)),
            entity("sarah", null, relation("home", "lyon", null), relation("employer", "acme", null)),
            entity("tom", null, relation("home", "lyon", null)),
            entity("acme", null),
            entity("lyon", null),
            entity("wife", "sarah"),
            entity("oslo", null));

    @Test
    void theShortestWayGoesOverRelationsInEitherDirection() {
        assertThat(words(EntityPaths.path(entities, "user", "tom")))
                .isEqualTo("user -wife-> sarah -home-> lyon <-home- tom");
    }

    @Test
    void backwardsIsTheSameWay() {
        assertThat(words(EntityPaths.path(entities, "tom", "user")))
                .isEqualTo("tom -home-> lyon <-home- sarah <-wife- user");
    }

    @Test
    void whatWasMergedIsWhatItTurnedOutToBe() {
        assertThat(words(EntityPaths.path(entities, "wife", "lyon"))).isEqualTo("sarah -home-> lyon");
    }

    @Test
    void fromSomebodyToThemselvesIsNoStep() {
        assertThat(EntityPaths.path(entities, "sarah", "sarah")).contains(List.of());
    }

    @Test
    void whatNothingRelatesHasNoPath() {
        assertThat(EntityPaths.path(entities, "user", "oslo")).isEmpty();
        assertThat(EntityPaths.path(entities, "user", "nobody")).isEmpty();
    }

    @Test
    void whatHoldsIsToldBeforeWhatHasEnded() {
        List<Entity> twice = List.of(
                entity("user", null, relation("colleague", "ana", THEN), relation("partner", "ana", null)),
                entity("ana", null));

        assertThat(words(EntityPaths.path(twice, "user", "ana"))).isEqualTo("user -partner-> ana");
    }

    @Test
    void anEntityIsFoundByNameOrAlias() {
        assertThat(EntityPaths.called(entities, "SARAH")).extracting(Entity::id).containsExactly("sarah");
        assertThat(EntityPaths.called(entities, "my sarah"))
                .extracting(Entity::id)
                .containsExactly("sarah");
    }

    private static String words(Optional<List<EntityPaths.Step>> path) {
        List<EntityPaths.Step> steps = path.orElseThrow();
        return steps.get(0).from()
                + steps.stream()
                        .map(step -> step.forward()
                                ? " -" + step.relation().name() + "-> " + step.to()
                                : " <-" + step.relation().name() + "- " + step.to())
                        .collect(Collectors.joining());
    }

    private static Entity entity(String id, @Nullable String mergedInto, Entity.Relation... relations) {
        return new Entity(
                id,
                EntityType.PERSON,
                id,
                List.of("my " + id),
                Arrays.asList(relations),
                List.of(),
                1,
                THEN,
                THEN,
                mergedInto);
    }

    private static Entity.Relation relation(String name, String to, @Nullable Instant until) {
        return new Entity.Relation(to, name, new UUID(0, 0), null, until);
    }
}
