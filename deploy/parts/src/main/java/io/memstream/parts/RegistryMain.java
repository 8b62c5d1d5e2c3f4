package io.memstream.parts;

/** The registry's process: the server's own main with a lifeline. Its classes are not there when this is compiled. */
final class RegistryMain {
    private static final String SERVER = "io.quarkus.runner.GeneratedMain";

    private RegistryMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Lifeline.hold();
        Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
}
