package io.phiworkbench.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks libtorch to ask Linux for pages of 2 MB wherever a tensor takes that much: weights are then read from memory
 * faster, since the processor looks ahead within a page and translates far fewer addresses
 * (docs/decisions/0055-large-pages.md).
 *
 * <p>libtorch reads the wish from its environment, once, so it has to stand there before the library is loaded. Whoever
 * set the variable keeps their choice.
 */
final class LargePages {
    private static final Logger LOG = LoggerFactory.getLogger(LargePages.class);
    private static final String VARIABLE = "THP_MEM_ALLOC_ENABLE";

    private LargePages() {}

    /** Only Linux knows it; where it cannot be set the program runs with ordinary pages. */
    static void ask() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                || System.getenv(VARIABLE) != null) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int overwrite = 0;
            int failed = (int) setenv().invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom("1"), overwrite);
            if (failed != 0) {
                LOG.info("{} could not be set: weights lie in ordinary pages", VARIABLE);
            }
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            LOG.info("{} could not be set: weights lie in ordinary pages", VARIABLE, e);
        }
    }

    /** {@code int setenv(const char *name, const char *value, int overwrite)} of the C library. */
    @SuppressWarnings("restricted") // the program is started with native access: libtorch needs it
    private static MethodHandle setenv() {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find("setenv")
                .orElseThrow(() -> new IllegalStateException("the C library has no setenv"));
        return linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    }
}
