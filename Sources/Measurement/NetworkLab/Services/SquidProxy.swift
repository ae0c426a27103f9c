import InternetProtocols

/// Fetches pages for others by squid: any site by HTTP, port 443 by CONNECT (RFC 9110, 9.3.6).
enum SquidProxy {
    /// The one account of a proxy that asks for a password.
    static let account = (name: "lab", password: "lab")

    /// `account` as htpasswd writes it (salted MD5, `openssl passwd -apr1`).
    private static let accountLine = "lab:$apr1$culprit$sMJQUWukd/4Ix1.pQodRz.\n"

    /// The plan of a service.
    ///
    /// Squid refuses to stay root and there is no other user where it runs. It is given a user
    /// namespace of its own in which the same user has another number; the network stays the node's.
    static func plan(
        _ service: Service, _ proxy: ForwardProxy, in context: ServiceContext
    ) -> ServicePlan {
        let folder = context.folder(of: service.name)
        let addresses = service.addresses.filter { context.hasIPv6 || $0.family == .ipv4 }
        let configuration = "\(folder)/squid.conf"
        let places =
            addresses.isEmpty
            ? ["\(proxy.port)"]
            : addresses.map { $0.family == .ipv6 ? "[\($0)]:\(proxy.port)" : "\($0):\(proxy.port)" }
        var files = [
            configuration: text(service, proxy, places: places, in: context)
        ]
        if proxy.wantsPassword { files["\(folder)/accounts"] = accountLine }
        return ServicePlan(
            name: service.name, node: service.node, files: files,
            command: [
                "unshare", "--user", "--map-user=65534", "--map-group=65534",
                "squid", "-N", "-f", configuration,
            ],
            ports: places.map { _ in proxy.port })
    }

    private static func text(
        _ service: Service, _ proxy: ForwardProxy, places: [String], in context: ServiceContext
    ) -> String {
        let node = context.scenario.nodes.first { $0.name == service.node }
        let own = (node?.resolvers ?? []).filter { context.hasIPv6 || $0.family == .ipv4 }
        let resolvers = own.isEmpty ? context.firstResolver(except: service.name) : own
        let password = [
            "auth_param basic program /usr/lib/squid/basic_ncsa_auth "
                + "\(context.folder(of: service.name))/accounts",
            "auth_param basic children 1 startup=0 idle=1",
            "auth_param basic realm proxy of the lab",
            "acl known proxy_auth REQUIRED",
            "http_access deny !known",
        ]
        let lines =
            places.map { "http_port \($0)" }
            + [
                "acl tunnel method CONNECT",
                "acl encrypted port 443",
                "http_access deny tunnel !encrypted",
            ]
            + (proxy.wantsPassword ? password : [])
            + [
                "http_access allow all",
                "dns_nameservers \(resolvers.map(\.description).joined(separator: " "))",
                "hosts_file none",
                "visible_hostname \(service.node)",
                // Nothing is kept, on disk or in memory, and nothing is written but complaints.
                "cache deny all",
                "cache_mem 0 MB",
                "memory_cache_shared off",
                "access_log none",
                "cache_store_log none",
                "cache_log stdio:/dev/stderr",
                "pid_filename none",
                "coredump_dir none",
                "netdb_filename none",
                "pinger_enable off",
                "max_filedescriptors 256",
                "shutdown_lifetime 0 seconds",
                // Shorter than a client's own patience, so that it is the proxy that complains.
                "dns_timeout 4 seconds",
                "connect_timeout 5 seconds",
                "forward_timeout 8 seconds",
                "negative_dns_ttl 1 second",
                "positive_dns_ttl 60 seconds",
            ]
        return lines.filter { $0 != "dns_nameservers " }.map { $0 + "\n" }.joined()
    }
}
