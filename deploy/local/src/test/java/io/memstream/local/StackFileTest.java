package io.memstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
    @Test
    void keepsWhatAStackWasStartedWith(@TempDir Path folder) {
        StackConfig config = StackConfig.onFreePorts(folder)
                .withOutside(new Outside("a:1,b:2", "https://registry/path", "c:3", "[::1]:6334"));

        new StackFile(folder).write(config);

        assertThat(new StackFile(folder).read()).contains(config);
    }

    @Test
    void isEmptyWhereNoStackWasStarted(@TempDir Path folder) {
        StackFile file = new StackFile(folder.resolve("new"));

        assertThat(file.read()).isEmpty();
        assertThat(file.owner().running()).isEmpty();
    }
}
