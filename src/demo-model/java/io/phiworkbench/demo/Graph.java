package io.phiworkbench.demo;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.phiworkbench.torch.TorchScriptArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** TorchScript source text as a module of the engine. */
final class Graph {
    private Graph() {}

    static PtSymbolBlock load(PtNDManager manager, String resource, String type, Map<String, String> values) {
        String source = TorchScriptArchive.resource(Graph.class, resource);
        for (Map.Entry<String, String> value : values.entrySet()) {
            source = source.replace("@" + value.getKey() + "@", value.getValue());
        }
        try {
            return JniUtils.loadModule(manager, new ByteArrayInputStream(new TorchScriptArchive(type, source).toBytes()), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
