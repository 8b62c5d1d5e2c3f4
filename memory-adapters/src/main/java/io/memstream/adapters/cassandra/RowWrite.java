package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.function.Supplier;

/**
 * One row to write or to delete. Sealing is left until it is known that nothing newer befalls the row in the same call.
 *
 * @param row what it replaces: equal for two writes of the same cells
 * @param writtenAt from the origin; the store lets the latest prevail, whether it writes or deletes
 */
record RowWrite(Object row, long writtenAt, Supplier<BoundStatement> statement) {
    RowWrite latest(RowWrite other) {
        return other.writtenAt >= writtenAt ? other : this;
    }
}
