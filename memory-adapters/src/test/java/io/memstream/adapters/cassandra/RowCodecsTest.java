package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.model.EntityType;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Standing;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowCodecsTest {
    private static final TextFeatures NO_FEATURES =
            new TextFeatures(new Vector(new byte[0], 0), List.of(), new byte[0], 0, 0);

    @Test
    void rankRowIsReadAsWritten() {
        RankRow row = new RankRow(
                Remembered.id("e"),
                202401,
                4_000_000_000L,
                "s1",
                17,
                Role.TOOL,
                "Zoë",
                "garden",
                Instant.parse("2024-01-30T08:00:00.123456789Z"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Remembered.features(1));

        RankRow read = RankRowCodec.decode(RankRowCodec.encode(row));

        assertThat(read).isEqualTo(row);
    }

    @Test
    void rankRowWithoutNamesIsReadAsWritten() {
        RankRow row = new RankRow(
                Remembered.id("e"),
                195912,
                0,
                "",
                0,
                Role.USER,
                null,
                null,
                Instant.parse("1959-12-31T23:59:59Z"),
                Instant.EPOCH,
                NO_FEATURES);

        RankRow read = RankRowCodec.decode(RankRowCodec.encode(row));

        assertThat(read).isEqualTo(row);
    }

    @Test
    void rankRowOfTheFormatBeforeIsReadWithItsPlainSignature() {
        RankRow row = RankRow.of(Remembered.episodeOf(3, "s1", 2, "turn"));
        Encoder former = new Encoder(16)
                .octet((byte) 1)
                .number(row.id().getMostSignificantBits())
                .number(row.id().getLeastSignificantBits())
                .count(row.month())
                .count(row.ordinal())
                .text(row.sessionId())
                .count(row.sessionOrdinal())
                .text(row.role().name())
                .optionalText(row.speaker())
                .optionalText(row.scope())
                .instant(row.occurredAt())
                .instant(row.recordedAt());
        FeaturesCodec.encode(former, row.features());

        RankRow read = RankRowCodec.decode(former.encoded());

        assertThat(read).isEqualTo(row);
    }

    @Test
    void rankRowOfAnUnknownFormatSaysWhatToDo() {
        byte[] encoded = RankRowCodec.encode(RankRow.of(Remembered.episodeOf(3, "s1", 2, "turn")));
        encoded[0] = 3;

        assertThatThrownBy(() -> RankRowCodec.decode(encoded))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 3, this program reads 2");
    }

    @Test
    void rankRowOfAnAverageTurnStaysBelowTwoKilobytes() {
        Episode episode = Remembered.episodeOf(1, "a-session-id-of-usual-length", 1, "");

        byte[] encoded = RankRowCodec.encode(new RankRow(
                episode.id(),
                202401,
                1,
                episode.turn().sessionId(),
                1,
                Role.USER,
                "Ana",
                null,
                Remembered.START,
                Remembered.START,
                episode.features()));

        assertThat(encoded).hasSizeLessThan(2 * 1024);
    }

    @Test
    void episodeIsReadAsWrittenWithTheFeaturesOfItsRankRow() {
        Episode episode = Remembered.episodeOf(3, "s1", 2, "Olá 👋 \u0000 end");

        Episode read = EpisodeCodec.decode(EpisodeCodec.encode(episode), episode.features());

        assertThat(read).isEqualTo(episode);
    }

    @Test
    void episodeOfABareTurnIsReadAsWritten() {
        Turn turn = new Turn(
                "t",
                "u",
                "s",
                Role.SYSTEM,
                "",
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        Episode episode = new Episode(Remembered.id("e"), "k", turn, 0, 0, "m", NO_FEATURES);

        Episode read = EpisodeCodec.decode(EpisodeCodec.encode(episode), NO_FEATURES);

        assertThat(read).isEqualTo(episode);
    }

    @Test
    void factIsReadAsWritten() {
        Fact active = Remembered.factOf(1, 1, "oolong");
        Fact superseded = Remembered.factOf(1, 2, "sencha");

        assertThat(FactCodec.decode(FactCodec.encode(active))).isEqualTo(active);
        assertThat(FactCodec.decode(FactCodec.encode(superseded))).isEqualTo(superseded);
    }

    @Test
    void factKeepsItsStanding() {
        Fact fact = Remembered.factOf(1, 1, "oolong");
        Standing firm = new Standing(
                false, true, "health", EntityType.PLACE, Remembered.START, 0.25, 4_000, Instant.EPOCH.minusSeconds(1));
        Fact kept = new Fact(
                fact.id(),
                1,
                fact.kind(),
                "Zoë",
                "",
                "",
                "",
                false,
                "garden",
                fact.status(),
                1,
                0,
                List.of(),
                null,
                null,
                Instant.MIN,
                null,
                "",
                "",
                NO_FEATURES,
                firm);

        assertThat(FactCodec.decode(FactCodec.encode(kept))).isEqualTo(kept);
    }

    @Test
    void holdingsOfEveryTypeAreReadAsWritten() {
        List<Holding> any = LongStream.range(0, 300)
                .mapToObj(seed -> new HoldingsAtRandom(seed).oneOfEach())
                .flatMap(List::stream)
                .toList();

        assertThat(any).extracting(Holding::type).contains(HoldingType.values());
        assertThat(any)
                .allSatisfy(
                        holding -> assertThat(HoldingCodec.decode(holding.type().held(), HoldingCodec.encode(holding)))
                                .isEqualTo(holding));
    }

    @Test
    void sessionOfWhichNothingWasReadIsSmall() {
        Session session = Session.unread("s1", Remembered.START, Remembered.START.plusSeconds(60), 300, true);

        byte[] encoded = HoldingCodec.encode(session);

        assertThat(encoded).hasSizeLessThan(64);
    }

    @Test
    void rowOfAnotherFormatSaysWhatToDo() {
        byte[] encoded = HoldingCodec.encode(Session.unread("s1", Remembered.START, Remembered.START, 1, false));
        encoded[0] = 9;

        assertThatThrownBy(() -> HoldingCodec.decode(Session.class, encoded))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 9")
                .hasMessageContaining("new generation");
    }
}
