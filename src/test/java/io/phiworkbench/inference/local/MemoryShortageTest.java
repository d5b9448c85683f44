package io.phiworkbench.inference.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.RunFault;
import io.phiworkbench.torch.TorchDevice;
import io.phiworkbench.torch.TorchException;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {
    private static final TorchDevice GPU = TorchDevice.cuda(0);

    @Test
    void whatCudaAskedForInVainIsSaidInMegabytes() {
        var shortage =
                new TorchException("prefill: RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has"
                        + " a total capacity of 7.79 GiB of which 1.20 GiB is free.");
        assertThat(MemoryShortage.reason(shortage, GPU))
                .isEqualTo(Failure.of(RunFault.DEVICE_OUT_OF_MEMORY, "cuda:0", 2148));
    }

    @Test
    void whatTheProcessorAskedForInVainToo() {
        var shortage = new TorchException("decode: RuntimeError: [enforce fail at alloc_cpu.cpp:118] err == 0."
                + " DefaultCPUAllocator: can't allocate memory: you tried to allocate 12000001 bytes. Error code 12");
        assertThat(MemoryShortage.reason(shortage, TorchDevice.CPU))
                .isEqualTo(Failure.of(RunFault.DEVICE_OUT_OF_MEMORY, "cpu", 13));
    }

    @Test
    void anotherFaultSpeaksForItself() {
        assertThat(MemoryShortage.reason(new TorchException("decode: RuntimeError: shapes differ"), GPU))
                .isEqualTo(Failure.of(RunFault.COMPUTATION, "decode: RuntimeError: shapes differ"));
    }

    @Test
    void javasOwnMemoryIsAnother() {
        assertThat(MemoryShortage.reason(new OutOfMemoryError("Java heap space"), GPU))
                .isEqualTo(Failure.of(RunFault.HEAP_OUT_OF_MEMORY));
    }
}
