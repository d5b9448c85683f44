package io.phiworkbench.ui.settings;

import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.figures.Figures;
import io.phiworkbench.ui.i18n.Failures;
import io.phiworkbench.ui.i18n.Messages;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The int8 weights that are kept on the disk: how much they take, and deleting them. Nothing is read before {@link #look}. */
public final class KeptInt8ViewModel {
    private final Int8Folder folder;
    private final FxThread threads;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper present = new ReadOnlyBooleanWrapper();

    private record Found(long bytes, List<Int8Folder.Kept> models) {
        static Found in(Int8Folder folder) {
            return new Found(folder.bytes(), folder.kept());
        }

        String words() {
            if (bytes == 0) {
                return Messages.text("settings.int8.none");
            }
            String names =
                    models.stream().map(Int8Folder.Kept::model).distinct().collect(Collectors.joining(", "));
            return Messages.text("settings.int8.used", Figures.bytes(bytes), models.size(), names);
        }
    }

    public KeptInt8ViewModel(Int8Folder folder, FxThread threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /** What is kept, in words; empty until it is known. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** Why it could not be read or deleted, empty if it could. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether there is something to delete. */
    public ReadOnlyBooleanProperty presentProperty() {
        return present.getReadOnlyProperty();
    }

    /** Looks what is kept. */
    public void look() {
        threads.call(() -> Found.in(folder), this::show, this::fail);
    }

    /** Deletes all of it; models that are loaded go on. */
    public void delete() {
        threads.call(
                () -> {
                    folder.clear();
                    return Found.in(folder);
                },
                this::show,
                failure -> {
                    look();
                    fail(failure);
                });
    }

    /** Deletes what belongs to models that are gone, in the calling thread. */
    public void discardOrphans() {
        folder.discardOrphans();
    }

    private void show(Found found) {
        text.set(found.words());
        present.set(found.bytes() > 0);
        problem.set("");
    }

    private void fail(RuntimeException failure) {
        problem.set(Failures.text(failure));
    }
}
