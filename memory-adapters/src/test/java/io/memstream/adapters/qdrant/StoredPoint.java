package io.memstream.adapters.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A point of the double, with how filters see it. */
record StoredPoint(
        PointId id,
        Map<String, Value> payload,
        @Nullable List<Float> dense,
        @Nullable Map<Integer, Float> sparse) {

    boolean matches(Filter filter) {
        OnlyFields.check(filter, "must", "should", "must_not");
        List<Condition> should = filter.getShouldList();
        return filter.getMustList().stream().allMatch(this::holds)
                && filter.getMustNotList().stream().noneMatch(this::holds)
                && (should.isEmpty() || should.stream().anyMatch(this::holds));
    }

    private boolean holds(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> holds(condition.getField());
            case HAS_ID -> condition.getHasId().getHasIdList().contains(id);
            case FILTER -> matches(condition.getFilter());
            default ->
                throw Status.UNIMPLEMENTED
                        .withDescription("the double has no condition " + condition.getConditionOneOfCase())
                        .asRuntimeException();
        };
    }

    private boolean holds(FieldCondition field) {
        OnlyFields.check(field, "key", "match", "range");
        Value value = payload.get(field.getKey());
        return value != null
                && (!field.hasMatch() || matches(value, field.getMatch()))
                && (!field.hasRange() || lies(value, field.getRange()));
    }

    private static boolean matches(Value value, Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> value.hasStringValue() && value.getStringValue().equals(match.getKeyword());
            case KEYWORDS ->
                value.hasStringValue() && match.getKeywords().getStringsList().contains(value.getStringValue());
            case BOOLEAN -> value.hasBoolValue() && value.getBoolValue() == match.getBoolean();
            case INTEGER -> value.hasIntegerValue() && value.getIntegerValue() == match.getInteger();
            default ->
                throw Status.UNIMPLEMENTED
                        .withDescription("the double has no match by " + match.getMatchValueCase())
                        .asRuntimeException();
        };
    }

    /** As doubles, as the server compares them. */
    private static boolean lies(Value value, Range range) {
        if (!value.hasIntegerValue() && !value.hasDoubleValue()) {
            return false;
        }
        double number = value.hasIntegerValue() ? (double) value.getIntegerValue() : value.getDoubleValue();
        Predicate<Double> within = at -> (!range.hasGt() || at > range.getGt())
                && (!range.hasGte() || at >= range.getGte())
                && (!range.hasLt() || at < range.getLt())
                && (!range.hasLte() || at <= range.getLte());
        return within.test(number);
    }
}
