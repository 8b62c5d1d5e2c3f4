package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The path on the local stack as it comes: broker, registry, Cassandra, embedded index. */
class WholePathTest implements WholePathContract {
    @Override
    public StackApi stack() {
        return SharedStack.api();
    }

    @Test
    void tenantsDoNotMeet() {
        EndUser ours = new EndUser(stack());
        EndUser theirs = new EndUser(stack().withKey(SharedStack.OTHER_KEY), ours.id());
        ours.says("The spare key of the boathouse lies under the third stone.");
        theirs.says("I have no boat.");

        assertThat(theirs.context("where is the spare key of the boathouse?").toString())
                .doesNotContain("third stone");
        assertThat(theirs.read("/summary").get("episodes").asInt()).isEqualTo(1);
    }

    @Test
    void aKeyThatNobodyGaveOutOpensNothing() {
        StackApi stranger = stack().withKey("guessed");

        assertThat(stranger.write("POST", "/v1/turns", new EndUser(stack()).turn("hello"))
                        .status())
                .isEqualTo(401);
        assertThat(stranger.read("/v1/users/anybody/summary").status()).isEqualTo(401);
    }
}
