package io.memstream.extractor.llm;

import java.util.List;
import java.util.regex.Pattern;

/** Recognises texts that talk to the model that reads them. What they look like is data, in the file beside this class. */
final class InstructionsToAModel {
    private final List<Pattern> patterns = Prompt.resource("instructions-to-a-model.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> Pattern.compile(
                    line.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE))
            .toList();

    boolean areIn(String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }
}
