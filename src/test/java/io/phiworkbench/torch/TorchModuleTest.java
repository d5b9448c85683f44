package io.phiworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchModuleTest {
    private static final String SOURCE = """
            class Probe(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              scale : float
              offset : int
              def affine(self: __torch__.Probe, x: Tensor) -> Tensor:
                return x * self.scale + self.offset
              def narrow(self: __torch__.Probe, x: Tensor) -> Tensor:
                return x.to(15)
              def total(self: __torch__.Probe, xs: List[Tensor]) -> Tensor:
                return torch.sum(torch.stack(xs))
              def fails(self: __torch__.Probe, x: Tensor) -> Tensor:
                return x @ x
            """;

    @BeforeAll
    static void prepare() {
        TorchRuntime.prepareThread(1);
    }

    private static TorchModule module() {
        return TorchModule.compile(
                new TorchScriptArchive("Probe", SOURCE).with("scale", 2.0).with("offset", 1));
    }

    @Test
    void runsAMethodWithItsAttributes() {
        try (var module = module();
                var x = TorchValue.tensor(new float[] {1, 2, 3}, 3);
                var y = module.run("affine", x)) {
            assertThat(y.toFloats()).containsExactly(3, 5, 7);
        }
    }

    @Test
    void passesListsOfTensors() {
        try (var module = module();
                var x = TorchValue.tensor(new float[] {1, 2, 3}, 3);
                var list = TorchValue.list(List.of(x, x));
                var y = module.run("total", list)) {
            assertThat(y.toFloats()).containsExactly(12);
        }
    }

    @Test
    void refusesToReadBfloat16InsteadOfEndingTheProcess() {
        try (var module = module();
                var x = TorchValue.tensor(new float[] {1, 2, 3}, 3);
                var y = module.run("narrow", x)) {
            assertThatThrownBy(y::toFloats)
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("float32 was expected");
        }
    }

    @Test
    void saysWhatWentWrongInsideTheGraph() {
        try (var module = module();
                var x = TorchValue.tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)) {
            assertThatThrownBy(() -> module.run("fails", x))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("fails")
                    .hasMessageContaining("2x3");
        }
    }

    @Test
    void saysWhereTheSourceIsWrong() {
        var archive = new TorchScriptArchive("Probe", SOURCE.replace("torch.sum", "torch.no_such_operator"));
        assertThatThrownBy(() -> TorchModule.compile(archive))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("no_such_operator");
    }
}
