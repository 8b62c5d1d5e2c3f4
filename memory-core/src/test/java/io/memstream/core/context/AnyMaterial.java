package io.memstream.core.context;

import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Material of all kinds and lengths, the same for the same seed. */
final class AnyMaterial {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static final List<String> SENTENCES = List.of(
            "We walked along the river with %s and talked about boats.",
            "The kiln reached %s degrees, which is far too hot for this clay!",
            "Wer hat den Schlüssel für %s gesehen?",
            "金継ぎの器は%s円です。",
            "나는 %s을 좋아해요.",
            "👩‍👩‍👧‍👦 party at %s 🎂🎂🎂!!!",
            "```java\nint x = %s;\nreturn x << 2;\n```",
            "الموعد يوم %s صباحا.",
            "See https://example.org/a?b=%s&c=d#e for the \"details\".",
            "No.",
            "It was %s who said so, as far as I know, and nobody else remembers it that way.");

    private final Random random;

    AnyMaterial(long seed) {
        random = new Random(seed);
    }

    Material make(int items, int turns) {
        List<Note> notes = new ArrayList<>();
        for (Section section :
                List.of(Section.BLOCKS, Section.QUESTIONS, Section.PROCEDURES, Section.RECAP, Section.REMINDERS)) {
            for (int i = random.nextInt(3); i > 0; i--) {
                notes.add(new Note(section, section.word(), section + "-" + i, "label " + i, text(3), at()));
            }
        }
        List<ContextItem> chosen = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            chosen.add(item(i, 1 - (double) i / items));
        }
        List<Turn> conversation = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            conversation.add(turn(i));
        }
        return new Material(text(1), notes, chosen, conversation);
    }

    private ContextItem item(int number, double score) {
        boolean isFact = random.nextInt(4) == 0;
        String kind = random.nextInt(12) == 0 ? ContextItem.INSTRUCTION : "fact";
        return new ContextItem(
                UUID.nameUUIDFromBytes(("" + number).getBytes(StandardCharsets.UTF_8)),
                isFact ? kind : ContextItem.EPISODE,
                text(isFact ? 1 : 1 + random.nextInt(random.nextInt(5) == 0 ? 30 : 3)),
                score,
                List.of(),
                List.of(),
                isFact ? null : random.nextBoolean() ? "Ana" : "user",
                at(),
                isFact ? null : new Said("s" + random.nextInt(5), random.nextInt(20), Role.USER, null));
    }

    private Turn turn(int number) {
        return new Turn(
                "t" + number,
                "ana",
                "s1",
                random.nextBoolean() ? Role.USER : Role.ASSISTANT,
                text(1 + random.nextInt(4)),
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                START.plus(Duration.ofMinutes(number)),
                START);
    }

    private String text(int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
            text.append(i == 0 ? "" : " ").append(String.format(sentence, random.nextInt(10_000)));
        }
        return text.toString();
    }

    private Instant at() {
        return START.plus(Duration.ofHours(random.nextInt(200)));
    }
}
