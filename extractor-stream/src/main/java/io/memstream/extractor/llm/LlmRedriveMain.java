package io.memstream.extractor.llm;

import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.schemas.serde.RegistryFrames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what the model could not do; with the argument {@code redrive} it is given to the model again. */
public final class LlmRedriveMain {
    private static final Logger LOG = LoggerFactory.getLogger(LlmRedriveMain.class);

    private LlmRedriveMain() {}

    public static void main(String[] arguments) {
        StreamConfig log = StreamConfig.from(Settings.load());
        Redrive redrive = new Redrive(log, new RegistryFrames(log.registry()));
        redrive.listed()
                .forEach(turn -> LOG.info(
                        "owner={} log={}:{} code={} at={} cause={}",
                        turn.owner(),
                        turn.partition(),
                        turn.offset(),
                        turn.code(),
                        turn.rejectedAt(),
                        turn.cause()));
        if (arguments.length > 0 && arguments[0].equals("redrive")) {
            LOG.info("{} turns are given to the model again", redrive.redrive());
        }
    }
}
