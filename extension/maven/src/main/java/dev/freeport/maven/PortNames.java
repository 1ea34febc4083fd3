package dev.freeport.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;

/** The names in {@code portNames}, and in the files of {@code urls}: one a line, comments begin with {@code #}. */
final class PortNames {
    private static final String CLASS_PATH = "classpath:";

    /** They are names of properties, and stand in the list that the tests' JVMs read. */
    private static final Pattern NAME = Pattern.compile("[^\\s=,+]+");

    private PortNames() {}

    /** Returns the names of all files, then {@code portNames}, as build-helper does. */
    static List<String> of(List<String> portNames, List<String> urls) throws MojoExecutionException {
        List<String> names = new ArrayList<>();
        for (String url : urls) {
            names.addAll(read(url));
        }
        for (String name : portNames) {
            names.add(check("portNames", name == null ? "" : name.strip()));
        }
        return names;
    }

    static String check(String parameter, String name) throws MojoExecutionException {
        if (!NAME.matcher(name).matches()) {
            throw new MojoExecutionException(parameter + " (" + name
                    + ") must be the name of a property, such as http.port, without spaces," + " '=', ',' and '+'.");
        }
        return name;
    }

    private static List<String> read(String url) throws MojoExecutionException {
        List<String> names = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(url), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.strip().startsWith("#")) {
                    names.add(check("urls: a line of " + url, line.strip()));
                }
            }
            return names;
        } catch (IOException unreadable) {
            throw new MojoExecutionException("urls (" + url + ") cannot be read: " + unreadable);
        }
    }

    private static InputStream open(String url) throws IOException, MojoExecutionException {
        if (!url.startsWith(CLASS_PATH)) {
            try {
                return new URL(url).openStream();
            } catch (MalformedURLException malformed) {
                throw new MojoExecutionException("urls (" + url + ") is not a URL: " + malformed.getMessage() + ".");
            }
        }
        String resource = url.substring(CLASS_PATH.length()).replaceFirst("^/", "");
        InputStream in = PortNames.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new MojoExecutionException(
                    "urls (" + url
                            + ") is not on the class path of the plugin: add the jar as a dependency of freeport-maven-plugin.");
        }
        return in;
    }
}
