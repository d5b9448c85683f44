package io.phiworkbench.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * NVIDIA's driver, asked through its own library ({@code libcuda.so.1}, {@code nvcuda.dll}), which comes with the driver
 * and needs nothing else of CUDA. The functions are those of the CUDA Driver API.
 */
public final class NvidiaDriver {
    private static final int SUCCESS = 0;
    private static final int NO_DEVICE = 100;
    private static final int MAJOR = 75;
    private static final int MINOR = 76;
    private static final int LONGEST_NAME = 256;

    private final SymbolLookup library;

    private NvidiaDriver(SymbolLookup library) {
        this.library = library;
    }

    /** What the driver says. */
    public sealed interface Answer {}

    /** No library of a driver. */
    public record NotThere() implements Answer {}

    /** @param status CUDA's number of the error */
    public record Failed(int status) implements Answer {}

    /**
     * @param cuda newest CUDA that the driver knows, 12080 for 12.8
     * @param cards in CUDA's order, may be none
     */
    public record Found(int cuda, List<GraphicsCard> cards) implements Answer {}

    /**
     * A card's memory in bytes.
     *
     * @param used by all programs
     */
    public record MemoryUse(long used, long total) {}

    static Answer ask() {
        try {
            return Library.DRIVER == null ? new NotThere() : new NvidiaDriver(Library.DRIVER).read();
        } catch (NoSuchElementException e) {
            // A library of that name without the functions is no driver's.
            return new NotThere();
        }
    }

    /**
     * Memory of a card on which this process computes.
     *
     * @param index of the card
     * @return empty where the driver does not tell
     */
    public static Optional<MemoryUse> memory(int index) {
        try {
            return Library.DRIVER == null ? Optional.empty() : new NvidiaDriver(Library.DRIVER).memoryOf(index);
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private Answer read() {
        try (Arena arena = Arena.ofConfined()) {
            int started = call("cuInit", 0);
            if (started != SUCCESS) {
                return started == NO_DEVICE ? new Found(0, List.of()) : new Failed(started);
            }
            MemorySegment number = arena.allocate(JAVA_INT);
            check(call("cuDriverGetVersion", number));
            int version = number.get(JAVA_INT, 0);
            check(call("cuDeviceGetCount", number));
            int count = number.get(JAVA_INT, 0);
            List<GraphicsCard> cards = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                cards.add(card(i, arena));
            }
            return new Found(version, cards);
        } catch (DriverError e) {
            return new Failed(e.status);
        }
    }

    private GraphicsCard card(int index, Arena arena) {
        int device = device(index, arena);
        MemorySegment name = arena.allocate(LONGEST_NAME);
        check(call("cuDeviceGetName", name, LONGEST_NAME, device));
        MemorySegment bytes = arena.allocate(JAVA_LONG);
        check(call("cuDeviceTotalMem_v2", bytes, device));
        return new GraphicsCard(
                name.getString(0),
                bytes.get(JAVA_LONG, 0),
                attribute(MAJOR, device, arena) * 10 + attribute(MINOR, device, arena));
    }

    private int device(int index, Arena arena) {
        MemorySegment device = arena.allocate(JAVA_INT);
        check(call("cuDeviceGet", device, index));
        return device.get(JAVA_INT, 0);
    }

    private int attribute(int which, int device, Arena arena) {
        MemorySegment value = arena.allocate(JAVA_INT);
        check(call("cuDeviceGetAttribute", value, which, device));
        return value.get(JAVA_INT, 0);
    }

    /** Memory is told of a context; the one that PyTorch computes in is the device's primary one. */
    private Optional<MemoryUse> memoryOf(int index) {
        try (Arena arena = Arena.ofConfined()) {
            check(call("cuInit", 0));
            int device = device(index, arena);
            MemorySegment context = arena.allocate(ADDRESS);
            check(call("cuDevicePrimaryCtxRetain", context, device));
            try {
                check(call("cuCtxPushCurrent_v2", context.get(ADDRESS, 0)));
                MemorySegment free = arena.allocate(JAVA_LONG);
                MemorySegment total = arena.allocate(JAVA_LONG);
                int told = call("cuMemGetInfo_v2", free, total);
                check(call("cuCtxPopCurrent_v2", context));
                check(told);
                return Optional.of(
                        new MemoryUse(total.get(JAVA_LONG, 0) - free.get(JAVA_LONG, 0), total.get(JAVA_LONG, 0)));
            } finally {
                call("cuDevicePrimaryCtxRelease_v2", device);
            }
        } catch (DriverError e) {
            return Optional.empty();
        }
    }

    private static void check(int status) {
        if (status != SUCCESS) {
            throw new DriverError(status);
        }
    }

    private static final class DriverError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        DriverError(int status) {
            super("CUDA error " + status);
            this.status = status;
        }
    }

    /** Calls a function that takes pointers and ints and returns a status. */
    @SuppressWarnings("restricted") // the program is started with native access: PyTorch needs it
    private int call(String function, Object... arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = arguments[i] instanceof MemorySegment ? ADDRESS : JAVA_INT;
        }
        var handle = Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(function), FunctionDescriptor.of(JAVA_INT, layouts));
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
    }

    /** Stays loaded: drivers do not like to be unloaded. */
    private static final class Library {
        static final SymbolLookup DRIVER = find();

        @SuppressWarnings("restricted")
        private static SymbolLookup find() {
            boolean windows =
                    System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
            try {
                return SymbolLookup.libraryLookup(windows ? "nvcuda.dll" : "libcuda.so.1", Arena.global());
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
