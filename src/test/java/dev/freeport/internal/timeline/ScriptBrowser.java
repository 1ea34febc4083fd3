package dev.freeport.internal.timeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Runs the scripts of a page, as they are, on as much of a browser as {@code dom.js} is. It paints nothing. */
final class ScriptBrowser implements Browser {
    /** One for all, as what it has parsed is parsed for all. */
    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();

    private final List<String> console = new ArrayList<>();

    @Override
    public String dom(Path page, String hash) throws IOException {
        try (Context context = open(page, hash)) {
            return tab(context).invokeMember("html").asString();
        }
    }

    @Override
    public List<String> console() {
        return console;
    }

    /** Opens a page, and leaves it open. The variable {@code test} has what a user can do. */
    Context open(Path page, String hash) throws IOException {
        Document document = Jsoup.parse(page.toFile(), "UTF-8");
        Context context = Context.newBuilder("js").engine(ENGINE).build();
        Value variables = context.getBindings("js");
        variables.putMember("pageAsJson", new ObjectMapper().writeValueAsString(tree(document.child(0))));
        variables.putMember("hashOfPage", hash);
        context.eval(Source.newBuilder("js", ScriptBrowser.class.getResource("dom.js"))
                .build());
        for (Element script : document.select("script")) {
            run(context, script.data());
        }
        context.eval("js", "paintFrames()");
        return context;
    }

    /** Returns what a user can do with an open page. */
    static Value tab(Context context) {
        return context.eval("js", "test");
    }

    private void run(Context context, String script) {
        try {
            context.eval("js", script);
        } catch (PolyglotException e) {
            String message = "Uncaught " + e.getMessage();
            console.add(message);
            tab(context).invokeMember("failed", message);
        }
    }

    private static Object tree(Node node) {
        if (node instanceof TextNode text) {
            return text.getWholeText();
        }
        if (node instanceof DataNode data) {
            return data.getWholeData();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        node.attributes().forEach(each -> attributes.put(each.getKey(), each.getValue()));
        List<Object> children = node.childNodes().stream()
                .filter(child -> child instanceof Element || child instanceof TextNode || child instanceof DataNode)
                .map(ScriptBrowser::tree)
                .toList();
        return List.of(node.nodeName(), attributes, children);
    }
}
