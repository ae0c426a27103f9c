import InternetProtocols

/// Where the name servers of the root stand.
public enum RootServers {
    /// Five of the thirteen (IANA root hints); more would only wait longer when the network is gone.
    public static let hints: [IPEndpoint] = [
        IPAddress(198, 41, 0, 4), IPAddress(192, 33, 4, 12), IPAddress(192, 5, 5, 241),
        IPAddress(192, 36, 148, 17), IPAddress(193, 0, 14, 129),
    ].map { IPEndpoint($0, port: 53) }
}
