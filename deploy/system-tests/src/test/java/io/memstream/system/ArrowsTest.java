package io.memstream.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.memstream.system.OurClasses.ALL;
import static io.memstream.system.OurClasses.SERVICES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which module may know which. */
class ArrowsTest {
    private static final String[] AROUND = {
        "io.memstream.local..", "io.memstream.parts..", "io.memstream.benchmarks..", "io.memstream.system.."
    };

    @Test
    void theCoreNeedsTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.memstream.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.memstream.core..")
                .because(
                        "the rules of memory must run anywhere and in any test: declare a port in io.memstream.core.port"
                                + " and implement it in memory-adapters or in the service that needs it")
                .check(ALL);
    }

    @Test
    void schemasKnowNothingElseOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.memstream.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(AROUND, with(SERVICES, "io.memstream.core..", "io.memstream.adapters..")))
                .because("any app may put schemas on its class path: translate between records and the domain in"
                        + " io.memstream.adapters.events")
                .check(ALL);
    }

    @Test
    void adaptersKnowTheCoreAndTheSchemasAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.memstream.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(AROUND, SERVICES))
                .because(
                        "services use adapters: hand the adapter what it needs in its constructor, or keep it in the one"
                                + " service that uses it")
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "extractor", "consolidator", "retrieval"})
    void servicesKnowSharedCodeAlone(String service) {
        String own = "io.memstream." + service + "..";
        String[] others =
                Arrays.stream(SERVICES).filter(other -> !other.equals(own)).toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(AROUND, others))
                .because("services meet in topics and stores, never in code: what two of them share moves to"
                        + " memory-adapters, what is a rule moves to memory-core, what is on the wire to schemas")
                .check(ALL);
    }

    @Test
    void nothingNeedsTheLocalStack() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.memstream.local..", "io.memstream.system..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.memstream.local..")
                .because("the local stack is one way to run the services: what a service needs belongs to the service")
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parts", "benchmarks"})
    void toolsAroundTheProductKnowNothingOfIt(String tool) {
        noClasses()
                .that()
                .resideInAPackage("io.memstream." + tool + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(
                        SERVICES,
                        "io.memstream.core..",
                        "io.memstream.adapters..",
                        "io.memstream.schemas..",
                        "io.memstream.local.."))
                .because("it starts or measures what runs, from outside: use its ports and its HTTP API")
                .check(ALL);
    }

    @Test
    void coreModelAndFailuresComeFirst() {
        noClasses()
                .that()
                .resideInAnyPackage("io.memstream.core.model..", "io.memstream.core.failure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.memstream.core.port..",
                        "io.memstream.core.consolidation..",
                        "io.memstream.core.ranking..",
                        "io.memstream.core.context..")
                .because("values know no behaviour: give the value to the rule as an argument")
                .check(ALL);
    }

    @Test
    void packagesOfAModuleFormNoCircle() {
        slices().matching("io.memstream.(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "a reader must be able to start somewhere: move the shared type to the package that is used by both")
                .check(ALL);
    }

    private static String[] with(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
