package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes conversations and waits until they are recallable. Conversations go side by side; the batches of one go one
 * after the other, since its order is what is remembered.
 */
final class Importer {
    private static final int BATCH_TURNS = 100;
    private static final int BATCH_CHARACTERS = 1_000_000;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private final StackClient client;
    private final Crew crew;

    Importer(StackClient client, Crew crew) {
        this.client = client;
        this.crew = crew;
    }

    /** @param positions of each conversation's last turn, in their order */
    record Accepted(List<String> positions, Duration took) {}

    Accepted publish(List<Member> members, Progress progress) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Callable<String>> tasks = new ArrayList<>();
        members.forEach(member -> tasks.add(() -> publish(member, progress)));
        return new Accepted(crew.doAll(tasks), Duration.ofNanos(System.nanoTime() - start));
    }

    private String publish(Member member, Progress progress) throws IOException, InterruptedException {
        String position = "";
        for (List<ObjectNode> batch : batches(member)) {
            ArrayNode turns = JsonNodeFactory.instance.arrayNode().addAll(batch);
            position = client.publish(turns);
            progress.advance(batch.size());
        }
        return position;
    }

    private static List<List<ObjectNode>> batches(Member member) {
        List<List<ObjectNode>> batches = new ArrayList<>();
        int characters = 0;
        for (Utterance utterance : member.dialogue().turns()) {
            int length = utterance.text().length();
            boolean full = batches.isEmpty()
                    || batches.get(batches.size() - 1).size() == BATCH_TURNS
                    || characters + length > BATCH_CHARACTERS;
            if (full) {
                batches.add(new ArrayList<>());
                characters = 0;
            }
            characters += length;
            batches.get(batches.size() - 1).add(new TurnBody(member.user(), utterance.id(), utterance).toJson());
        }
        return batches;
    }

    /** How many episodes there are once the last turn of each conversation is recallable. */
    long awaitRecallable(List<Member> members, List<String> positions, Progress progress)
            throws IOException, InterruptedException {
        List<Callable<Long>> tasks = new ArrayList<>();
        AtomicLong lastProgress = new AtomicLong(System.nanoTime());
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            String position = positions.get(i);
            if (!member.dialogue().turns().isEmpty()) {
                tasks.add(() -> awaitRecallable(member, position, lastProgress, progress));
            }
        }
        return crew.doAll(tasks).stream().mapToLong(Long::longValue).sum();
    }

    /** @param lastProgress of any member: those of one partition may have to wait until those of another are done */
    private long awaitRecallable(Member member, String position, AtomicLong lastProgress, Progress progress)
            throws IOException, InterruptedException {
        long known = 0;
        Search search = new Search(member.user(), "anything", null, position, WAIT, Search.Reach.EPISODES);
        while (client.search(search).stale()) {
            long episodes = client.episodes(member.user());
            if (episodes > known) {
                progress.advance(episodes - known);
                known = episodes;
                lastProgress.set(System.nanoTime());
            } else if (System.nanoTime() - lastProgress.get() > STANDSTILL.toNanos()) {
                throw new IOException("only " + known + " of "
                        + member.dialogue().turns().size() + " turns of " + member.user()
                        + " became recallable, and no more of anyone within " + STANDSTILL.toSeconds() + " s");
            }
        }
        long episodes = client.episodes(member.user());
        progress.advance(episodes - known);
        return episodes;
    }
}
