package io.phiworkbench.inference.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A remote model as the user set it up. Holds no key.
 *
 * @param name the user's, for the command line and the list of models: letters, digits, {@code . _ -}
 * @param baseUrl as OpenAI's clients take it, without a slash at its end
 * @param model what the service calls the model
 * @param contextLength most tokens of prompt and answer, where it is known
 * @param readsImages whether pictures may be sent to it
 */
public record Endpoint(
        String name, Preset preset, String baseUrl, String model, OptionalInt contextLength, boolean readsImages) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    /** @throws RemoteException for a value that cannot be used */
    public Endpoint {
        if (!NAME.matcher(name).matches()) {
            throw new RemoteException(RemoteFault.NO_NAME, name);
        }
        baseUrl = checked(baseUrl);
        if (model.isBlank()) {
            throw new RemoteException(RemoteFault.NO_MODEL, name);
        }
        if (contextLength.isPresent() && contextLength.getAsInt() < 1) {
            throw new RemoteException(RemoteFault.NO_CONTEXT, name);
        }
    }

    /**
     * An address that may be asked, without the slash at its end.
     *
     * @throws RemoteException if it is none
     */
    static String checked(String baseUrl) {
        String url = baseUrl.strip();
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                if (uri.getUserInfo() != null) {
                    throw new RemoteException(RemoteFault.PASSWORD_IN_ADDRESS, uri.getHost());
                }
                if (url.contains("RESOURCE")) {
                    throw new RemoteException(RemoteFault.RESOURCE_IN_ADDRESS, url);
                }
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new RemoteException(e, RemoteFault.BROKEN_ADDRESS, url, e.getMessage());
        }
        throw new RemoteException(RemoteFault.NO_ADDRESS, url);
    }

    public String host() {
        return URI.create(baseUrl).getHost();
    }

    /** Whether what is sent leaves this machine: not to its own addresses, except where these pass it on. */
    public boolean leavesMachine() {
        return isElsewhere(host()) || model.endsWith("-cloud") || model.endsWith(":cloud");
    }

    /** Whether the key would travel readable by everybody on the way. */
    public boolean isUnencrypted() {
        return baseUrl.toLowerCase(Locale.ROOT).startsWith("http:") && isElsewhere(host());
    }

    private static boolean isElsewhere(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return false;
        }
        boolean isAddress = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            // Names are not looked up for this: a name that is not 'localhost' counts as elsewhere.
            return !isAddress || !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
