package io.memstream.adapters.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.Vault;
import io.memstream.core.port.Vault.Opened;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TinkVaultTest {
    private static final byte[] TEXT = "My sister lives in Porto.".getBytes(UTF_8);

    private Path folder;

    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final AtomicLong nanos = new AtomicLong();
    private KeyEncryption encryption;
    private TinkVault gateway;
    private TinkVault reader;
    private Owner ana;
    private Owner ben;

    @BeforeEach
    void openVaults(@TempDir Path temporary) {
        folder = temporary;
        encryption = KeyEncryption.fromFile(folder.resolve("key"));
        gateway = new TinkVault(keys, encryption, true, nanos::get);
        reader = new TinkVault(keys, encryption, false, nanos::get);
        ana = gateway.owner("acme", "ana");
        ben = gateway.owner("acme", "ben");
    }

    @Test
    void sealedTextIsOpenedByAnotherVault() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);

        Opened opened = reader.open(ana, "turn", sealed);

        assertThat(plain(opened)).isEqualTo(TEXT);
    }

    @Test
    void emptyTextIsSealedToo() {
        byte[] sealed = gateway.seal(ana, "turn", new byte[0]);

        assertThat(plain(reader.open(ana, "turn", sealed))).isEmpty();
    }

    @Test
    void sealingTwiceGivesDifferentBytes() {
        byte[] first = gateway.seal(ana, "turn", TEXT);

        byte[] second = gateway.seal(ana, "turn", TEXT);

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void sealedBytesDoNotShowTheText() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);

        assertThat(new String(sealed, UTF_8)).doesNotContain("Porto");
    }

    @Test
    void anotherContextIsRejected() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);

        assertNotSealed(() -> reader.open(ana, "command", sealed));
    }

    @Test
    void anotherOwnerIsRejected() {
        gateway.seal(ben, "turn", TEXT);
        byte[] sealed = gateway.seal(ana, "turn", TEXT);

        assertNotSealed(() -> reader.open(ben, "turn", sealed));
    }

    @Test
    void eachChangedByteIsRejected() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);

        // The life's bytes name another key, which is a case of its own.
        IntStream.range(0, sealed.length).filter(i -> i < 1 || i > 4).forEach(i -> {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertNotSealed(() -> reader.open(ana, "turn", changed));
        });
    }

    @Test
    void bytesThatNeverWereSealedAreRejected() {
        gateway.seal(ana, "turn", TEXT);

        assertNotSealed(() -> reader.open(ana, "turn", new byte[0]));
        assertNotSealed(() -> reader.open(ana, "turn", TEXT));
        assertNotSealed(() -> reader.open(ana, "turn", new byte[] {1, 0, 0, 0, 0, 9, 9, 9}));
    }

    @Test
    void ownerIsTheSameInEveryVaultAndDoesNotShowTheUser() {
        Owner same = new TinkVault(keys, encryption, false).owner("acme", "ana");

        assertThat(same).isEqualTo(ana).isNotEqualTo(ben);
        assertThat(same.tenant()).isEqualTo("acme");
        assertThat(same.userHash()).hasSize(27);
        assertThat(reader.owner("other", "ana").userHash()).isNotEqualTo(ana.userHash());
    }

    @Test
    void namesAreTheSameInEveryVault() {
        String key = gateway.key(ana, "session", "s1");
        UUID id = gateway.id(ana, "episode", "t1");
        long term = gateway.term(ana, "porto");

        assertThat(reader.key(ana, "session", "s1")).isEqualTo(key).matches("[A-Za-z0-9_-]{22}");
        assertThat(reader.id(ana, "episode", "t1")).isEqualTo(id);
        assertThat(reader.term(ana, "porto")).isEqualTo(term);
    }

    @Test
    void idsAreOfVersionEight() {
        UUID id = gateway.id(ana, "episode", "t1");

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void namesDifferByOwnerPurposeAndName() {
        gateway.seal(ben, "turn", TEXT);

        Stream<String> names = Stream.of(
                gateway.key(ana, "session", "s1"),
                gateway.key(ana, "session", "s2"),
                gateway.key(ana, "scope", "s1"),
                gateway.key(ana, "sessions", "1"),
                gateway.key(ben, "session", "s1"));

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void unknownOwnerIsNotKnownAndMissing() {
        assertThat(reader.knows(ana)).isFalse();
        assertThatThrownBy(() -> reader.key(ana, "session", "s1")).isInstanceOf(KeyMissing.class);
        assertThatThrownBy(() -> reader.seal(ana, "turn", TEXT)).isInstanceOf(KeyMissing.class);
    }

    @Test
    void askingWhetherAnOwnerIsKnownCreatesNothing() {
        boolean known = gateway.knows(ana);

        assertThat(known).isFalse();
        assertThat(keys.latestLife(ana)).isZero();
    }

    @Test
    void ownerIsKnownAsSoonAsTheKeyIsStored() {
        reader.knows(ana);
        gateway.seal(ana, "turn", TEXT);

        assertThat(reader.knows(ana)).isTrue();
    }

    @Test
    void keyThatIsGoneFromTheStoreIsMissing() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);
        TinkVault afterLoss = new TinkVault(new InMemoryKeyStore(), encryption, false);

        assertThatThrownBy(() -> afterLoss.open(ana, "turn", sealed)).isInstanceOf(KeyMissing.class);
    }

    @Test
    void destroyedKeyOpensNothing() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);
        keys.destroy(ana, 1, "e1");

        Opened opened = reader.open(ana, "turn", sealed);

        assertThat(opened).isInstanceOf(Opened.Destroyed.class);
        assertThat(reader.knows(ana)).isFalse();
        assertErased(() -> reader.seal(ana, "turn", TEXT));
        assertErased(() -> reader.key(ana, "session", "s1"));
    }

    @Test
    void forgottenOwnerIsGoneFromMemoryAtOnce() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);
        reader.open(ana, "turn", sealed);
        keys.destroy(ana, 1, "e1");

        reader.forget(ana);

        assertThat(reader.open(ana, "turn", sealed)).isInstanceOf(Opened.Destroyed.class);
    }

    @Test
    void unwrappedKeyIsKeptForAShortTimeOnly() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);
        reader.open(ana, "turn", sealed);
        keys.destroy(ana, 1, "e1");
        assertThat(plain(reader.open(ana, "turn", sealed))).isEqualTo(TEXT);

        nanos.addAndGet(OwnerKeys.KEPT.plus(Duration.ofMillis(1)).toNanos());

        assertThat(reader.open(ana, "turn", sealed)).isInstanceOf(Opened.Destroyed.class);
    }

    @Test
    void nextLifeHasOtherKeysAndNamesAndTheFormerStaysClosed() {
        byte[] former = gateway.seal(ana, "turn", TEXT);
        UUID formerId = gateway.id(ana, "episode", "t1");
        keys.destroy(ana, 1, "e1");
        gateway.forget(ana);
        reader.forget(ana);

        byte[] next = gateway.seal(ana, "turn", TEXT);

        assertThat(keys.latestLife(ana)).isEqualTo(2);
        assertThat(plain(reader.open(ana, "turn", next))).isEqualTo(TEXT);
        assertThat(reader.open(ana, "turn", former)).isInstanceOf(Opened.Destroyed.class);
        assertThat(reader.id(ana, "episode", "t1")).isNotEqualTo(formerId);
        assertThat(reader.knows(ana)).isTrue();
    }

    @Test
    void lifeBegunElsewhereIsOpenedByAVaultThatRemembersTheFormer() {
        reader.open(ana, "turn", gateway.seal(ana, "turn", TEXT));
        keys.destroy(ana, 1, "e1");
        Vault elsewhere = new TinkVault(keys, encryption, true);
        byte[] next = elsewhere.seal(ana, "turn", TEXT);

        Opened opened = reader.open(ana, "turn", next);

        assertThat(plain(opened)).isEqualTo(TEXT);
        assertThat(reader.key(ana, "session", "s1")).isEqualTo(elsewhere.key(ana, "session", "s1"));
    }

    @Test
    void vaultsThatRaceToCreateAgree() {
        List<CompletableFuture<String>> racers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new TinkVault(keys, encryption, true).key(ana, "session", "s1")))
                .toList();

        List<String> answers =
                racers.stream().map(CompletableFuture::join).distinct().toList();

        assertThat(answers).hasSize(1);
        assertThat(keys.latestLife(ana)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void lifeThatBeginsAfterTheLatestWasReadIsTaken(int reads) {
        TinkVault other = new TinkVault(keys, encryption, true);
        Vault late = new TinkVault(
                new MeanwhileElsewhere(keys, reads, () -> other.seal(ana, "turn", TEXT)), encryption, true);

        String name = late.key(ana, "session", "s1");

        assertThat(keys.latestLife(ana)).isEqualTo(1);
        assertThat(name).isEqualTo(other.key(ana, "session", "s1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void lifeThatBeganAndEndedAfterTheLatestWasReadIsFollowedByTheNext(int reads) {
        TinkVault other = new TinkVault(keys, encryption, true);
        Vault late = new TinkVault(
                new MeanwhileElsewhere(keys, reads, () -> {
                    other.seal(ana, "turn", TEXT);
                    keys.destroy(ana, 1, "e1");
                }),
                encryption,
                true);

        byte[] sealed = late.seal(ana, "turn", TEXT);

        assertThat(keys.latestLife(ana)).isEqualTo(2);
        assertThat(plain(reader.open(ana, "turn", sealed))).isEqualTo(TEXT);
    }

    @Test
    void nextLifeThatBeganElsewhereIsTakenByAVaultThatRemembersTheFormer() {
        gateway.seal(ana, "turn", TEXT);
        keys.destroy(ana, 1, "e1");
        Vault elsewhere = new TinkVault(keys, encryption, true);
        elsewhere.seal(ana, "turn", TEXT);
        nanos.addAndGet(OwnerKeys.KEPT.plus(Duration.ofMillis(1)).toNanos());

        String name = gateway.key(ana, "session", "s1");

        assertThat(keys.latestLife(ana)).isEqualTo(2);
        assertThat(name).isEqualTo(elsewhere.key(ana, "session", "s1"));
    }

    @Test
    void rotatedKeyEncryptionKeyLeavesDataAsItIs() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);

        KeyEncryption.rotate(folder.resolve("key"));

        Vault restarted = new TinkVault(keys, KeyEncryption.fromFile(folder.resolve("key")), true);
        assertThat(plain(restarted.open(ana, "turn", sealed))).isEqualTo(TEXT);
        assertThat(restarted.owner("acme", "ana")).isEqualTo(ana);
        byte[] later = restarted.seal(ben, "turn", TEXT);
        assertThat(plain(reader.open(ben, "turn", later))).isEqualTo(TEXT);
    }

    @Test
    void keyStoreThatDoesNotAnswerIsUnavailableAndAsksAgain() {
        byte[] sealed = gateway.seal(ana, "turn", TEXT);
        SometimesAway away = new SometimesAway(keys);
        Vault vault = new TinkVault(away, encryption, false);
        assertThatThrownBy(() -> vault.open(ana, "turn", sealed)).isInstanceOf(Unavailable.class);

        away.isAway = false;

        assertThat(plain(vault.open(ana, "turn", sealed))).isEqualTo(TEXT);
    }

    private static byte[] plain(Opened opened) {
        assertThat(opened).isInstanceOf(Opened.Plain.class);
        return ((Opened.Plain) opened).bytes();
    }

    private static void assertNotSealed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("not_sealed"));
    }

    private static void assertErased(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("erased"));
    }

    /** Something happens elsewhere right after the latest life was read as many times. */
    private static final class MeanwhileElsewhere extends KeyStoreOver {
        private final Runnable elsewhere;
        private int readsBefore;

        MeanwhileElsewhere(KeyStore store, int readsBefore, Runnable elsewhere) {
            super(store);
            this.readsBefore = readsBefore;
            this.elsewhere = elsewhere;
        }

        @Override
        public int latestLife(Owner owner) {
            int latest = super.latestLife(owner);
            readsBefore--;
            if (readsBefore == 0) {
                elsewhere.run();
            }
            return latest;
        }
    }

    private static final class SometimesAway implements KeyStore {
        private final KeyStore store;
        private boolean isAway = true;

        SometimesAway(KeyStore store) {
            this.store = store;
        }

        @Override
        public byte[] tenantSecret(String tenant, byte[] whenAbsent) {
            return there().tenantSecret(tenant, whenAbsent);
        }

        @Override
        public Optional<StoredKey> load(Owner owner, int life) {
            return there().load(owner, life);
        }

        @Override
        public int latestLife(Owner owner) {
            return there().latestLife(owner);
        }

        @Override
        public StoredKey create(Owner owner, int life, byte[] wrapped) {
            return there().create(owner, life, wrapped);
        }

        @Override
        public void destroy(Owner owner, int life, String erasureId) {
            there().destroy(owner, life, erasureId);
        }

        @Override
        public Mode mode(Owner owner) {
            return there().mode(owner);
        }

        @Override
        public void setMode(Owner owner, Mode mode) {
            there().setMode(owner, mode);
        }

        private KeyStore there() {
            if (isAway) {
                throw new Unavailable("the store is away");
            }
            return store;
        }
    }
}
