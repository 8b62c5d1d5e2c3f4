package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences are told apart by a bar. */
class SentencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I will take the job\nonly if they pay 90k.| Then we move.",
                "We met\r\nAna at the harbour.| She waved.",
                "Three things:\n|- bread\n|- milk that is\n  not from a cow\n|* tea",
                "First\n|1. go left\n|2) go right",
                "# Plan\n|Go on\nuntil noon",
                "So far\n|\nand so on",
                "Run\n|```\n|a = 1\n|b = 2\n|```\n|and wait\nfor it",
                "He said\n|> no\nand left",
                "See Dr. Lund at ten.| Or call."
            })
    void aLineEndsASentenceOnlyWhereSomethingElseBegins(String text) {
        List<String> expected =
                Arrays.stream(text.split("\\|")).map(String::strip).toList();

        Sentences sentences = new Sentences(text.replace("|", ""));

        assertThat(all(sentences)).isEqualTo(expected);
    }

    private static List<String> all(Sentences sentences) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < sentences.count(); i++) {
            all.add(sentences.part(i, i).replace(Sentences.CUT, "").strip());
        }
        return all;
    }
}
