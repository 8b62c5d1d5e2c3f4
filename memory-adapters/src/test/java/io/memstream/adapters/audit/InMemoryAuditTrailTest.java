package io.memstream.adapters.audit;

import io.memstream.core.port.AuditTrail;

class InMemoryAuditTrailTest extends AuditTrailContract {
    private final InMemoryAuditTrail trail = new InMemoryAuditTrail();

    @Override
    protected AuditTrail auditTrail() {
        return trail;
    }
}
