package dev.freeport.blackbox;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a module exports, a line for each type and member that others can use; internal packages are not for use. */
final class ApiText {
    private final ModuleReference module;

    private ApiText(ModuleReference module) {
        this.module = module;
    }

    /** Returns the text of the module that a type was found in, be that on the module path or on the class path. */
    static String ofModuleWith(Class<?> type) throws Exception {
        Path home =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return new ApiText(ModuleFinder.of(home).findAll().iterator().next()).text();
    }

    private String text() throws IOException {
        Set<String> exported = new TreeSet<>();
        for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
            if (!exports.isQualified() && !exports.source().contains(".internal.")) {
                exported.add(exports.source());
            }
        }
        List<String> lines =
                new ArrayList<>(List.of("module " + module.descriptor().name()));
        for (Class<?> type : types(exported)) {
            lines.add("");
            lines.add(header(type));
            lines.addAll(members(type));
        }
        return String.join("\n", lines) + "\n";
    }

    private List<Class<?>> types(Set<String> packages) throws IOException {
        List<Class<?>> types = new ArrayList<>();
        try (ModuleReader reader = module.open();
                Stream<String> files = reader.list()) {
            for (String file :
                    files.filter(name -> name.endsWith(".class")).sorted().toList()) {
                String name = file.replace(".class", "").replace('/', '.');
                if (name.contains(".") && packages.contains(name.substring(0, name.lastIndexOf('.')))) {
                    types.add(load(name));
                }
            }
        }
        types.removeIf(type -> !isVisible(type));
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiText.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return isVisible(type.getModifiers()) && (enclosing == null || isVisible(enclosing));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String header(Class<?> type) {
        List<String> above = new ArrayList<>();
        if (type.getSuperclass() != null) {
            above.add(type.getGenericSuperclass().getTypeName());
        }
        for (Type face : type.getGenericInterfaces()) {
            above.add(face.getTypeName());
        }
        // "sealed" and the like are left to javac, which not all JDKs tell here
        return Modifier.toString(type.getModifiers()) + " " + type.getName() + " : " + String.join(", ", above);
    }

    private static List<String> members(Class<?> type) {
        return Stream.of(
                        Stream.of(type.getDeclaredFields())
                                .filter(ApiText::isUsable)
                                .map(Field::toGenericString),
                        Stream.of(type.getDeclaredConstructors())
                                .filter(ApiText::isUsable)
                                .map(Constructor::toGenericString),
                        Stream.of(type.getDeclaredMethods())
                                .filter(ApiText::isUsable)
                                .map(ApiText::line))
                .flatMap(Stream::sorted)
                .map(line -> "  " + line)
                .toList();
    }

    private static String line(Method method) {
        // who adds an attribute without a default breaks all uses of the annotation
        return method.toGenericString() + (method.getDefaultValue() == null ? "" : " default");
    }

    /** What overrides a method of every object is none of the API's business. */
    private static boolean isUsable(Member member) {
        return isVisible(member.getModifiers())
                && !member.isSynthetic()
                && !Set.of("equals", "hashCode", "toString").contains(member.getName());
    }
}
