package io.phiworkbench.torch;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A compiled TorchScript module. Owns native memory; confined to one thread at a time, which was prepared with {@link
 * TorchRuntime#prepareThread}.
 */
public final class TorchModule implements AutoCloseable {
    private final PtSymbolBlock block;
    private boolean closed;

    private TorchModule(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Compiles an archive.
     *
     * @throws TorchException if the source has an error; the message holds TorchScript's own, with the line
     */
    public static TorchModule compile(TorchScriptArchive archive) {
        try {
            return new TorchModule(JniUtils.loadModule(
                    TorchRuntime.manager(), new ByteArrayInputStream(archive.toBytes()), false, false));
        } catch (EngineException e) {
            throw new TorchException("TorchScript does not compile: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a method in inference mode. Scalars of the arguments can be given as {@link Number} or {@link Boolean}; they
     * are wrapped and closed here. {@link TorchValue} arguments stay the caller's.
     *
     * @return the result, the caller's to close
     * @throws TorchException with TorchScript's own message
     */
    public TorchValue run(String method, Object... arguments) {
        TorchValue[] values = new TorchValue[arguments.length];
        try {
            IValue[] handles = new IValue[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = wrap(arguments[i]);
                handles[i] = values[i].handle();
            }
            return new TorchValue(IValueUtils.runMethod(block, method, handles));
        } catch (EngineException e) {
            throw new TorchException(method + ": " + firstCause(e.getMessage()), e);
        } finally {
            for (int i = 0; i < arguments.length; i++) {
                if (values[i] != null && values[i] != arguments[i]) {
                    values[i].close();
                }
            }
        }
    }

    /** {@link #run} for a method whose result nobody wants. */
    public void execute(String method, Object... arguments) {
        run(method, arguments).close();
    }

    private static TorchValue wrap(Object argument) {
        return switch (argument) {
            case TorchValue value -> value;
            case Integer number -> TorchValue.of(number.longValue());
            case Long number -> TorchValue.of(number);
            case Double number -> TorchValue.of(number);
            case Boolean flag -> TorchValue.of(flag);
            case String text -> TorchValue.of(text);
            case long[] numbers -> TorchValue.integers(numbers);
            default -> throw new IllegalArgumentException("no TorchScript value for " + argument.getClass());
        };
    }

    /** TorchScript's messages end with the cause, after a long trace of the interpreter. */
    private static String firstCause(String message) {
        if (message == null) {
            return "no message";
        }
        return Arrays.stream(message.split("\n"))
                .filter(line -> line.contains("Error:"))
                .reduce((first, second) -> second)
                .orElse(message.strip());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.close();
        }
    }
}
