package io.memstream.parts;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child JVM is started with.
 *
 * @param flags for the JVM
 * @param classPath jars and folders, joined
 */
public record ChildJvm(List<String> flags, String classPath, String mainClass, List<String> arguments) {
    /** Compiles once, quickly: half the start time of a server that is never under full load. */
    static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /**
     * Start time and memory before peak speed: one thread collects, nothing is mapped for monitoring tools.
     */
    private static final List<String> LEAN = List.of(
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Xss512k",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Djava.net.preferIPv4Stack=true");

    public ChildJvm {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    ChildJvm with(String flag) {
        List<String> more = new ArrayList<>(flags);
        more.add(flag);
        return new ChildJvm(more, classPath, mainClass, arguments);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LEAN);
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** This module's own classes and the servers' jars, as the build found them. */
    static String serverClassPath() {
        return ownClasses() + File.pathSeparator + resource("class-path");
    }

    /** This module's own classes and the registry's jars, unpacked by the build. */
    static String registryClassPath() {
        String runner = resource("registry-home");
        if (!Files.isRegularFile(Path.of(runner))) {
            throw new PartFailed("registry: " + runner + " is missing; build the project again");
        }
        return ownClasses() + File.pathSeparator + runner;
    }

    static Path ownClasses() {
        try {
            return Path.of(ChildJvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ChildJvm.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new PartFailed("the build did not write " + name + "; build the project again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
