package io.phiworkbench.cli;

import io.phiworkbench.chat.DataFolder;
import io.phiworkbench.inference.ModelLoadException;
import io.phiworkbench.inference.local.Int8Folder;
import io.phiworkbench.models.LibraryPlaces;
import io.phiworkbench.models.catalogue.Catalogue;
import io.phiworkbench.models.catalogue.CatalogueModel;
import io.phiworkbench.models.hub.CachedModel;
import io.phiworkbench.models.hub.HubCache;
import io.phiworkbench.models.hub.HubSettings;
import io.phiworkbench.models.hub.Presence;
import io.phiworkbench.models.hub.RepoId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the models of this machine are, and how they are called.
 *
 * @param settings of the Hub; may throw when asked for
 * @param places where folders of models lie
 * @param int8 where quantised weights are kept
 */
record ModelStore(Supplier<HubSettings> settings, Supplier<LibraryPlaces> places, Supplier<Int8Folder> int8) {

    static ModelStore ofUser() {
        return new ModelStore(
                HubSettings::ofUser,
                () -> {
                    DataFolder data = DataFolder.ofUser();
                    return LibraryPlaces.ofUser(data.models(), data.root().resolve("model-folders.txt"));
                },
                () -> Int8Folder.at(DataFolder.ofUser().int8()));
    }

    HubCache cache() {
        return new HubCache(settings.get().cache());
    }

    /**
     * The repository that a name of the command line stands for: a name of the catalogue, {@code owner/name}, or the
     * name alone of a model in the cache.
     *
     * @throws BadInputException if it stands for none
     */
    RepoId repo(String name) {
        Optional<RepoId> known = Catalogue.read().find(name).map(CatalogueModel::repo);
        if (known.isPresent()) {
            return known.get();
        }
        if (name.contains("/")) {
            return RepoId.of(name);
        }
        return cache().models().stream()
                .map(CachedModel::repo)
                .filter(repo -> repo.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        UnknownModel.isBundled(name)
                                ? name + " came with the program, not from the Hub; it is neither checked nor deleted"
                                : "there is no model " + name
                                        + " in the catalogue; phi models list shows what there is,"
                                        + " others are named owner/name"));
    }

    /**
     * The folder of a model of the cache by any of its names.
     *
     * @return empty if nothing is called so
     * @throws ModelLoadException if it is a published model that is not here
     */
    Optional<Path> folder(String name) {
        HubCache cache = new HubCache(HubSettings.cacheOfUser());
        Optional<CatalogueModel> known = Catalogue.read().find(name);
        if (known.isPresent()) {
            if (cache.presence(known.get().repo()) instanceof Presence.Complete(Path snapshot)) {
                return Optional.of(snapshot);
            }
            throw new ModelLoadException(known.get().title() + " is not on this machine; phi models pull "
                    + known.get().id() + " downloads it ("
                    + Figures.bytes(known.get().downloadBytes()) + ")");
        }
        return cache.models().stream()
                .filter(m -> m.repo().toString().equalsIgnoreCase(name)
                        || m.repo().name().equalsIgnoreCase(name))
                .map(CachedModel::snapshot)
                .findFirst();
    }
}
