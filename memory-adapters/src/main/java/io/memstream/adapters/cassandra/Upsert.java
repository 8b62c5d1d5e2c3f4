package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.function.Supplier;

/**
 * One row to write. Sealing is left until it is known that no newer version of the row is in the same call.
 *
 * @param row what it replaces: equal for two writes of the same cells
 * @param writtenAt from the origin
 */
record Upsert(Object row, long writtenAt, Supplier<BoundStatement> statement) {
    Upsert latest(Upsert other) {
        return other.writtenAt >= writtenAt ? other : this;
    }
}
