package io.memstream.system;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The product's classes as they were compiled, tests left out. */
final class OurClasses {
    /** What avro-maven-plugin writes is not ours to name. */
    static final String GENERATED = "io.memstream.schemas.event..";

    static final String[] SERVICES = {
        "io.memstream.gateway..", "io.memstream.extractor..", "io.memstream.consolidator..", "io.memstream.retrieval.."
    };

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.memstream");

    private OurClasses() {}
}
