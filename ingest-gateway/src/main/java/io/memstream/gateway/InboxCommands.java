package io.memstream.gateway;

import io.memstream.adapters.http.JsonBody;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Command;
import io.memstream.schemas.event.CommandType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Commands from the inbox to the log, under the rules of the same commands over HTTP. */
final class InboxCommands {
    private final CommandBody bodies;
    private final CommandLog log;
    private final Erasures erasures;
    private final Counter accepted;

    InboxCommands(CommandBody bodies, CommandLog log, Erasures erasures, MeterRegistry meters) {
        this.bodies = bodies;
        this.log = log;
        this.erasures = erasures;
        this.accepted = Counter.builder("memstream.gateway.commands")
                .tag("source", "inbox")
                .register(meters);
    }

    /** @param commandId for a command that came without one */
    CompletableFuture<Void> take(InboxRecord.OfCommand taken, String commandId, Instant now) {
        if (taken.type() == CommandType.ERASE) {
            return erasures.execute(taken.tenant(), CommandRules.erasure(taken.submitted(), commandId, now))
                    .thenRun(accepted::increment);
        }
        Command command = command(taken);
        AcceptedCommand ruled = CommandRules.accept(taken.submitted(), command, commandId, now);
        return log.append(log.prepare(taken.tenant(), ruled)).thenRun(accepted::increment);
    }

    private Command command(InboxRecord.OfCommand taken) {
        String tenant = taken.tenant();
        JsonBody arguments = JsonBody.parseField("arguments", taken.arguments());
        return switch (taken.type()) {
            case REMEMBER -> bodies.remember(tenant, arguments);
            case CORRECT -> bodies.correct(tenant, arguments, CommandBody.id(arguments));
            case FORGET -> bodies.forget(arguments);
            case CONSENT -> bodies.consent(arguments, arguments.identifier("category"));
            case MODE -> bodies.mode(arguments);
            case BLOCK -> bodies.block(tenant, arguments, arguments.identifier("label"));
            case OUTCOME -> bodies.outcome(tenant, arguments);
            case ERASE -> throw new IllegalArgumentException("an erasure is ordered, not sealed");
            case UNKNOWN -> throw new Rejected("unknown_command", "type: is not a command that this version knows");
        };
    }
}
