package io.memstream.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.memstream.system.OurClasses.ALL;
import static io.memstream.system.OurClasses.GENERATED;
import static io.memstream.system.OurClasses.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How code is written here, as far as it shows in the compiled classes. */
class HouseRulesTest {
    private static final String[] RULES_OF_MEMORY = {
        "io.memstream.core.model..",
        "io.memstream.core.consolidation..",
        "io.memstream.core.query..",
        "io.memstream.core.ranking..",
        "io.memstream.core.context..",
        "io.memstream.core.digest.."
    };

    private static final List<String> INSIDE = List.of(
            "io.memstream.gateway",
            "io.memstream.extractor",
            "io.memstream.consolidator",
            "io.memstream.retrieval",
            "io.memstream.adapters");

    /** Public for someone who is not in this build. */
    private static final Set<String> MADE_ELSEWHERE = Set.of(
            // Kafka Streams makes it by its class.
            "io.memstream.consolidator.SmallRocks",
            // For a model of one's own.
            "io.memstream.adapters.embedding.LangChain4jEmbedder");

    private static final String[] LIBRARIES = {
        "io.memstream.core..", "io.memstream.adapters..", "io.memstream.schemas.."
    };

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .that()
                .resideOutsideOfPackage(GENERATED)
                .should()
                .haveNameMatching(
                        ".*[.$](\\w*[a-z0-9])?(Util|Utils|Helper|Helpers|Manager|Impl|Constants|Data|Info)([A-Z]\\w*)?")
                .because("such a word says nothing: name the class after what it does, or what it holds")
                .check(ALL);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<String> unmarked = ALL.stream()
                .filter(type -> !type.getPackageName().startsWith("io.memstream.schemas.event"))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(unit -> !isNullMarked(unit))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertThat(unmarked)
                .as("packages without a package-info.java of one sentence and @NullMarked")
                .isEmpty();
    }

    private static boolean isNullMarked(JavaPackage unit) {
        return unit.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    @Test
    void theRulesOfMemoryKnowNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES_OF_MEMORY)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("a replay must decide as it was decided: take the time from the record, or as an argument")
                .check(ALL);
    }

    @Test
    void theRulesOfMemoryThrowNoDice() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES_OF_MEMORY)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("a replay must give the same memory: derive ids from what they name (Vault.id)")
                .check(ALL);
    }

    @Test
    void theRulesOfMemoryTouchNothingOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES_OF_MEMORY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .because("they are functions of their arguments: what they need from outside is a port")
                .check(ALL);
    }

    @Test
    void servicesDoNotSleep() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .or()
                .resideInAnyPackage(LIBRARIES)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("wait for what you wait for, with a bound (a future, a latch, a condition), or take a way to"
                        + " pause as an argument")
                .check(ALL);
    }

    @Test
    void servicesWriteToTheLogOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .or()
                .resideInAnyPackage(LIBRARIES)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "Throwable.printStackTrace",
                        call -> call.getTarget().getName().equals("printStackTrace")
                                && call.getTargetOwner().isAssignableTo(Throwable.class)))
                .because("an operator reads one log with levels and fixed keys: use SLF4J")
                .check(ALL);
    }

    @Test
    void thereIsOneLoggingInterface() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..",
                        "org.apache.log4j..",
                        "org.apache.logging..",
                        "org.apache.commons.logging..")
                .because("SLF4J is the one that everything is routed through")
                .check(ALL);
    }

    @Test
    void failuresAreTyped() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .resideOutsideOfPackage(GENERATED)
                .should()
                .haveSimpleNameNotEndingWith("Exception")
                .because("an exception is named after what happened (Unavailable, Rejected), so that a catch reads as a"
                        + " sentence")
                .check(ALL);
    }

    @Test
    void typesThatOnlyTheirPackageUsesAreNotPublic() {
        List<String> tooOpen = ALL.stream()
                .filter(HouseRulesTest::isInside)
                .filter(type -> !MADE_ELSEWHERE.contains(type.getName()))
                .filter(type -> !isUsedFromOutside(type) && !isPartOfAnApi(type))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(tooOpen)
                .as("public types of services and adapters that nothing outside of their package uses: make them"
                        + " package-private")
                .isEmpty();
    }

    /** What apps and operators call from outside cannot be told by who calls it here. */
    private static boolean isInside(JavaClass type) {
        return INSIDE.stream().anyMatch(type.getPackageName()::startsWith)
                && type.isTopLevelClass()
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAssignableTo(Throwable.class)
                && !type.getSimpleName().equals("package-info")
                && !type.getSimpleName().endsWith("Main");
    }

    private static boolean isUsedFromOutside(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    /** A lambda for it, or a call chained on it, leaves no trace in the class that uses it. */
    private static boolean isPartOfAnApi(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(neighbour -> neighbour.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(neighbour -> neighbour.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getOwner().equals(type))
                .anyMatch(method -> method.getAllInvolvedRawTypes().contains(type));
    }
}
