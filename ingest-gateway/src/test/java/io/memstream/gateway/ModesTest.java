package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyStoreOver;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModesTest {
    private final AtomicLong now = new AtomicLong();
    private final KeyStore store = new InMemoryKeyStore();
    private final Modes modes = new Modes(store, now::get);

    private static Owner owner(int number) {
        return new Owner("default", "a-hash-of-a-user-%04d".formatted(number));
    }

    @Test
    void whoNeverSaidAnythingIsRemembered() {
        assertThat(modes.isPaused(owner(1))).isFalse();
    }

    @Test
    void whatThisGatewayIsToldHoldsAtOnce() {
        modes.isPaused(owner(1));

        modes.set(owner(1), Mode.PAUSED);

        assertThat(modes.isPaused(owner(1))).isTrue();
        assertThat(store.mode(owner(1))).isEqualTo(Mode.PAUSED);
    }

    @Test
    void whatAnotherGatewayIsToldHoldsWithinASecond() {
        modes.isPaused(owner(1));
        store.setMode(owner(1), Mode.PAUSED);

        now.addAndGet(Modes.KNOWN.toNanos());

        assertThat(modes.isPaused(owner(1))).isTrue();
    }

    @Test
    void ofManyAtOnceThePausedAreTold() {
        List<Owner> owners =
                IntStream.range(0, 500).mapToObj(number -> owner(number % 200)).toList();
        store.setMode(owner(7), Mode.PAUSED);
        store.setMode(owner(199), Mode.PAUSED);

        assertThat(modes.paused(owners)).containsExactlyInAnyOrder(owner(7), owner(199));
    }

    @Test
    void aStoreThatDoesNotAnswerIsNotTakenForAYes() {
        Modes failing = new Modes(new Away(), now::get);

        assertThatThrownBy(() -> failing.paused(List.of(owner(1), owner(2), owner(3))))
                .isInstanceOf(Unavailable.class);
    }

    private static final class Away extends KeyStoreOver {
        Away() {
            super(new InMemoryKeyStore());
        }

        @Override
        public Mode mode(Owner owner) {
            throw new Unavailable("the key store is away");
        }
    }
}
