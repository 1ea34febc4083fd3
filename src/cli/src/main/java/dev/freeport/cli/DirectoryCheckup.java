package dev.freeport.cli;

import dev.freeport.internal.registry.GuardKind;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.UnusableDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class DirectoryCheckup {
    private DirectoryCheckup() {}

    static List<Finding> findings() {
        Path directory = Registries.directory();
        try {
            Registries.withOnly(GuardKind.LOCK, directory);
            return List.of(Finding.ok(
                    "directory",
                    "JVMs of this user share " + directory + ", on a file system of type " + type(directory) + "."));
        } catch (UnusableDirectoryException unusable) {
            return List.of(Finding.broken("directory", String.valueOf(unusable.getMessage())));
        }
    }

    private static String type(Path directory) {
        try {
            return Files.getFileStore(directory).type();
        } catch (IOException unknownMountPoint) {
            return "unknown";
        }
    }
}
