package io.memstream.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.KeyStore.StoredKey;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every key store is held to. */
public abstract class KeyStoreContract {
    private final Owner owner = new Owner("acme", UUID.randomUUID().toString().replace("-", ""));

    /** The same store each time, or another one over the same keys. */
    protected abstract KeyStore keyStore();

    @Test
    void neverSeenOwnerHasNoLifeAndNoKey() {
        assertThat(keyStore().latestLife(owner)).isZero();
        assertThat(keyStore().load(owner, 1)).isEmpty();
    }

    @Test
    void createdKeyIsLoaded() {
        StoredKey created = keyStore().create(owner, 1, bytes(1));

        assertThat(wrapped(created)).isEqualTo(bytes(1));
        assertThat(keyStore().load(owner, 1))
                .hasValueSatisfying(key -> assertThat(wrapped(key)).isEqualTo(bytes(1)));
        assertThat(keyStore().latestLife(owner)).isEqualTo(1);
    }

    @Test
    void secondCreationAnswersTheFirstKey() {
        keyStore().create(owner, 1, bytes(1));

        StoredKey second = keyStore().create(owner, 1, bytes(2));

        assertThat(wrapped(second)).isEqualTo(bytes(1));
        assertThat(keyStore().load(owner, 1))
                .hasValueSatisfying(key -> assertThat(wrapped(key)).isEqualTo(bytes(1)));
    }

    @Test
    void ofManyCreatorsAtOnceOneWinsAndAllAgree() {
        List<CompletableFuture<StoredKey>> creators = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> keyStore().create(owner, 1, bytes(i))))
                .toList();

        List<byte[]> answers = creators.stream().map(key -> wrapped(key.join())).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.get(0)));
        assertThat(keyStore().load(owner, 1))
                .hasValueSatisfying(key -> assertThat(wrapped(key)).isEqualTo(answers.get(0)));
    }

    @Test
    void destroyedKeyStaysDestroyed() {
        keyStore().create(owner, 1, bytes(1));
        keyStore().destroy(owner, 1, "e1");

        StoredKey again = keyStore().create(owner, 1, bytes(2));

        assertThat(again).isInstanceOf(StoredKey.Destroyed.class);
        assertThat(keyStore().load(owner, 1)).containsInstanceOf(StoredKey.Destroyed.class);
        assertThat(keyStore().latestLife(owner)).isEqualTo(1);
    }

    @Test
    void destroyingAgainChangesNothing() {
        keyStore().create(owner, 1, bytes(1));
        keyStore().destroy(owner, 1, "e1");

        keyStore().destroy(owner, 1, "e1");

        assertThat(keyStore().load(owner, 1)).containsInstanceOf(StoredKey.Destroyed.class);
    }

    @Test
    void lifeDestroyedBeforeItBeganNeverBegins() {
        keyStore().destroy(owner, 1, "e1");

        StoredKey created = keyStore().create(owner, 1, bytes(1));

        assertThat(created).isInstanceOf(StoredKey.Destroyed.class);
        assertThat(keyStore().latestLife(owner)).isEqualTo(1);
    }

    @Test
    void nextLifeHasItsOwnKey() {
        keyStore().create(owner, 1, bytes(1));
        keyStore().destroy(owner, 1, "e1");

        keyStore().create(owner, 2, bytes(2));

        assertThat(keyStore().latestLife(owner)).isEqualTo(2);
        assertThat(keyStore().load(owner, 1)).containsInstanceOf(StoredKey.Destroyed.class);
        assertThat(keyStore().load(owner, 2))
                .hasValueSatisfying(key -> assertThat(wrapped(key)).isEqualTo(bytes(2)));
    }

    @Test
    void firstTenantSecretWins() {
        String tenant = "tenant-" + UUID.randomUUID();
        byte[] first = keyStore().tenantSecret(tenant, bytes(1));

        byte[] second = keyStore().tenantSecret(tenant, bytes(2));

        assertThat(first).isEqualTo(bytes(1));
        assertThat(second).isEqualTo(bytes(1));
    }

    @Test
    void ownerIsRememberedUnlessSaidOtherwise() {
        assertThat(keyStore().mode(owner)).isEqualTo(Mode.ON);
    }

    @Test
    void lastModeSetIsInForce() {
        keyStore().setMode(owner, Mode.PAUSED);
        Mode paused = keyStore().mode(owner);

        keyStore().setMode(owner, Mode.ON);

        assertThat(paused).isEqualTo(Mode.PAUSED);
        assertThat(keyStore().mode(owner)).isEqualTo(Mode.ON);
    }

    @Test
    void modeIsNoKey() {
        keyStore().setMode(owner, Mode.PAUSED);

        assertThat(keyStore().latestLife(owner)).isZero();
        assertThat(keyStore().mode(new Owner("acme", owner.userHash() + "x"))).isEqualTo(Mode.ON);
    }

    private static byte[] wrapped(StoredKey key) {
        assertThat(key).isInstanceOf(StoredKey.Active.class);
        return ((StoredKey.Active) key).wrapped();
    }

    private static byte[] bytes(int of) {
        return new byte[] {(byte) of, 42};
    }
}
