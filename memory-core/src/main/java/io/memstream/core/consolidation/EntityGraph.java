package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The entities that some facts tell of, by the facts alone: in which order they came makes no difference. */
final class EntityGraph {
    private final DerivedIds ids;
    private final EntityNames names;
    private final Map<String, EntityNode> nodes = new TreeMap<>();

    private EntityGraph(EntityNames names, DerivedIds ids) {
        this.names = names;
        this.ids = ids;
    }

    static EntityGraph of(List<EntityFact> facts, DerivedIds ids) {
        List<EntityFact> ordered = facts.stream()
                .filter(EntityFact::held)
                .sorted(Comparator.comparing(EntityFact::firstAt)
                        .thenComparing(fact -> fact.fact().id()))
                .toList();
        EntityGraph graph = new EntityGraph(EntityNames.of(ordered), ids);
        ordered.forEach(graph::tell);
        return graph;
    }

    static String id(EntityKey key, DerivedIds ids) {
        return key.isUser() ? Claim.USER : ids.id("entity", key.text()).toString();
    }

    /** By id. */
    Map<String, Entity> entities() {
        Map<String, Entity> entities = new LinkedHashMap<>();
        nodes.forEach((id, node) -> entities.put(id, node.entity()));
        return entities;
    }

    /** The ids that names and roles would have by themselves, and whose they are. */
    Map<String, String> standFor() {
        Map<String, String> standFor = new HashMap<>();
        names.standFor().forEach((key, meant) -> standFor.put(id(key, ids), id(meant, ids)));
        return standFor;
    }

    private void tell(EntityFact fact) {
        EntityKey value = fact.value();
        EntityNode subject = node(names.meant(fact.subject(), fact.start()), fact);
        if (fact.subject().isRole()) {
            relateByRole(fact, subject);
        } else if (!fact.subject().isUser()) {
            subject.called(fact.fact().subject());
        }
        subject.toldBy(fact);
        if (value == null || fact.isName() && !fact.holds()) {
            return;
        }
        EntityNode object = node(names.value(fact, value), fact);
        object.called(fact.fact().value());
        object.toldBy(fact);
        object.is(fact.type());
        String relation = fact.relation();
        if (object != subject && relation != null && !fact.isName()) {
            subject.relatedTo(object, relation, fact);
            if (fact.role().isPresent() && fact.holds()) {
                object.alsoCalled(whose(fact.subject()) + relation);
            }
        }
    }

    /** "My sister is a doctor" says that there is a sister. Where another fact names her, that one relates her. */
    private void relateByRole(EntityFact fact, EntityNode bearer) {
        EntityKey role = fact.subject();
        EntityKey whose = role.of();
        if (whose == null || !bearer.isKnownByRole() && !fact.isName()) {
            return;
        }
        bearer.alsoCalled(whose(whose) + role.name());
        EntityNode owner = node(names.meant(whose, fact.start()), fact);
        owner.toldBy(fact);
        if (!owner.isRelatedTo(bearer, role.name())) {
            owner.relatedTo(bearer, role.name(), fact);
        }
    }

    private static String whose(EntityKey owner) {
        return owner.isUser() ? "my " : owner.name() + "'s ";
    }

    private EntityNode node(EntityKey key, EntityFact by) {
        EntityNode node = nodes.computeIfAbsent(id(key, ids), id -> new EntityNode(id, key, by));
        node.seenIn(by);
        return node;
    }
}
