package io.phiworkbench.ui.models.catalogue;

import io.phiworkbench.inference.LoadOptions;
import io.phiworkbench.models.FitEstimate;
import io.phiworkbench.models.FitEstimate.Verdict;
import io.phiworkbench.models.MachineMemory;
import io.phiworkbench.models.catalogue.Catalogue;
import io.phiworkbench.models.catalogue.CatalogueModel;
import io.phiworkbench.models.hub.Download;
import io.phiworkbench.models.hub.DownloadProgress;
import io.phiworkbench.models.hub.Downloads;
import io.phiworkbench.models.hub.HubCache;
import io.phiworkbench.models.hub.Presence;
import io.phiworkbench.models.hub.RepoId;
import io.phiworkbench.ui.control.FrameBatch;
import io.phiworkbench.ui.control.FxThread;
import io.phiworkbench.ui.i18n.Failures;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The published models: which are here, and the downloads of the others. The network is used on request only. */
public final class CatalogueViewModel {
    /** In this order, whichever fits first. */
    private static final List<String> RECOMMENDED = List.of("phi-3.5-vision", "phi-3.5-mini");

    private static final String REVISION = "main";

    private final Downloads downloads;
    private final Runnable lookAgain;
    private final FxThread threads;
    private final ObservableList<CatalogueRow> rows = FXCollections.observableArrayList();
    private final Map<Path, FileCheck> checks = new HashMap<>();
    private final ReadOnlyObjectWrapper<CatalogueRow> recommended = new ReadOnlyObjectWrapper<>();
    private BiConsumer<CatalogueModel, Path> whenHere = (_, _) -> {};

    /**
     * @param downloads are closed by whoever made them
     * @param lookAgain is called when a model came or went
     */
    public CatalogueViewModel(Downloads downloads, Runnable lookAgain, FxThread threads) {
        this.downloads = downloads;
        this.lookAgain = lookAgain;
        this.threads = threads;
        threads.call(
                () -> Catalogue.read().models(),
                models -> {
                    rows.setAll(models.stream().map(CatalogueRow::new).toList());
                    estimate();
                    refresh();
                },
                e -> {
                    throw e;
                });
    }

    /** All of the catalogue, also those that are here. */
    public ObservableList<CatalogueRow> rows() {
        return rows;
    }

    /** The one to begin with on this machine; null until it is known. */
    public ReadOnlyObjectProperty<CatalogueRow> recommendedProperty() {
        return recommended.getReadOnlyProperty();
    }

    /** @param action gets a model that was downloaded, and its folder */
    public void onHere(BiConsumer<CatalogueModel, Path> action) {
        whenHere = action;
    }

    private void estimate() {
        List<CatalogueRow> all = List.copyOf(rows);
        threads.call(
                () -> {
                    MachineMemory memory = MachineMemory.now();
                    Map<CatalogueRow, FitEstimate> estimates = new LinkedHashMap<>();
                    all.forEach(row -> estimates.put(row, row.model().estimate(LoadOptions.auto(), memory)));
                    return estimates;
                },
                estimates -> {
                    estimates.forEach(CatalogueRow::setEstimate);
                    recommend();
                },
                this::report);
    }

    private void recommend() {
        List<CatalogueRow> candidates = RECOMMENDED.stream()
                .flatMap(id -> rows.stream().filter(row -> row.model().id().equals(id)))
                .toList();
        recommended.set(candidates.stream()
                .filter(row -> row.estimateProperty().get().verdict() == Verdict.FITS)
                .findFirst()
                .orElse(candidates.getFirst()));
    }

    /** Looks which models are on the disk now. */
    public void refresh() {
        List<CatalogueRow> idle =
                rows.stream().filter(row -> downloads.of(repo(row)).isEmpty()).toList();
        threads.call(
                () -> {
                    HubCache cache = downloads.cache();
                    Map<CatalogueRow, Presence> found = new LinkedHashMap<>();
                    idle.forEach(row -> found.put(row, cache.presence(repo(row))));
                    return found;
                },
                found -> found.forEach((row, presence) -> {
                    if (downloads.of(repo(row)).isEmpty()) {
                        row.show(presence);
                    }
                }),
                this::report);
    }

    private static RepoId repo(CatalogueRow row) {
        return row.model().repo();
    }

    /** Settings of the Hub that make no sense concern all rows. */
    private void report(RuntimeException e) {
        rows.forEach(row -> row.setProblem(Failures.text(e)));
    }

    /** Downloads a model, or goes on with it. */
    public void get(CatalogueRow row) {
        row.setProblem("");
        boolean begun = downloads.of(repo(row)).isPresent();
        Download download = downloads.start(repo(row), REVISION);
        if (!begun) {
            follow(row, download);
        }
        row.show(download.progress());
    }

    private void follow(CatalogueRow row, Download download) {
        FrameBatch<DownloadProgress> reports = new FrameBatch<>(threads.fx(), batch -> row.show(batch.getLast()));
        Runnable stop = download.listen(reports::add);
        threads.follow(
                download.result(),
                folder -> {
                    stop.run();
                    ended();
                    whenHere.accept(row.model(), folder);
                },
                failure -> {
                    stop.run();
                    if (!(failure instanceof CancellationException)) {
                        row.setProblem(Failures.text(failure));
                    }
                    ended();
                });
    }

    private void ended() {
        lookAgain.run();
        refresh();
    }

    public void pause(CatalogueRow row) {
        downloads.of(repo(row)).ifPresent(Download::pause);
    }

    /** Gives up a download and deletes what is here of it. */
    public void cancel(CatalogueRow row) {
        row.setProblem("");
        downloads.of(repo(row)).ifPresentOrElse(Download::cancel, () -> discard(row));
    }

    private void discard(CatalogueRow row) {
        threads.call(
                () -> {
                    Downloads.discard(downloads.cache(), repo(row));
                    return null;
                },
                _ -> ended(),
                e -> row.setProblem(Failures.text(e)));
    }

    /** The check of a model's files, which goes on when nobody looks at it. */
    public FileCheck check(Path snapshot) {
        return checks.computeIfAbsent(
                snapshot, place -> new FileCheck(downloads::cache, place, () -> filesGone(place), threads));
    }

    private void filesGone(Path snapshot) {
        checks.remove(snapshot);
        ended();
    }

    /**
     * Deletes a model of the Hub's cache.
     *
     * @param snapshot its folder
     * @param failed gets the reason if it could not be deleted
     */
    public void delete(Path snapshot, Consumer<String> failed) {
        threads.call(
                () -> {
                    HubCache cache = downloads.cache();
                    cache.repoOf(snapshot).ifPresent(repo -> Downloads.delete(cache, repo));
                    return null;
                },
                _ -> filesGone(snapshot),
                e -> failed.accept(Failures.text(e)));
    }
}
