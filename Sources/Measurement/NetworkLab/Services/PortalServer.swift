import InternetProtocols

/// A captive portal in a router (RFC 8952): what goes to port 80 of anybody is answered by the router.
enum PortalServer {
    /// The port of the router that answers.
    static let port = 80

    /// How to start the answering server.
    ///
    /// - Parameters:
    ///   - node: The router.
    ///   - redirects: Whether every request is sent on to the sign-in page, or gets it at once.
    ///   - signIn: Where the sign-in page is, for those that are sent there; the router answers for
    ///     its path whatever the host.
    ///   - describesItself: Whether `/api` has the state of captivity (RFC 8908); over HTTP only, so
    ///     that clients that follow the RFC to the letter pass over it.
    ///   - context: Where things are.
    static func plan(
        node: String, redirects: Bool, signIn: String = "http://portal.example.net/login",
        describesItself: Bool = false, in context: ServiceContext
    ) -> ServicePlan {
        let name = "portal-\(node)"
        var server = WebServer(port: port, response: redirects ? .redirect(signIn) : .text(page))
        server.paths[path(of: signIn)] = .text(page)
        if describesItself {
            server.paths["/api"] = .text(
                "{\"captive\": true, \"user-portal-url\": \"\(signIn)\"}\n")
        }
        let configuration = NginxConfiguration(
            folder: context.folder(of: name), addresses: [], hasIPv6: context.hasIPv6,
            trustedRoots: context.trustedRoots, certificatePath: { context.certificatePath($0) },
            servers: [server],
            // What stands in for other pages must not be kept, or it would be shown for them later.
            additions: "types { text/html html; application/captive+json json; }\n"
                + "add_header Cache-Control no-store;\n")
        return NginxServer.plan(name: name, node: node, configuration)
    }

    /// The nftables rules that bring people to the portal: what comes in by the interface for port 80
    /// of anybody goes to this router, and of the rest only questions to name servers pass.
    ///
    /// Counts what is turned around, what passes and what is dropped. `nft delete table inet TABLE`
    /// undoes it.
    static func rules(table: String, interface: String) -> String {
        """
        table inet \(table) {
        chain turn {
        type nat hook prerouting priority dstnat;
        iifname "\(interface)" tcp dport 80 counter redirect to :\(port)
        }
        chain forward {
        type filter hook forward priority 0;
        iifname "\(interface)" udp dport 53 counter accept
        iifname "\(interface)" tcp dport 53 counter accept
        iifname "\(interface)" counter drop
        }
        }

        """
    }

    private static let page = """
        <!doctype html><title>Sign in</title>
        <h1>Welcome</h1>
        <p>Please sign in to use this network.</p>
        <form action="/login"><input name="room"><button>Sign in</button></form>

        """

    /// The path of a URL, without its query.
    private static func path(of url: String) -> String {
        let path = (try? TargetURL(url))?.pathAndQuery.prefix { $0 != "?" }
        return path.map(String.init) ?? "/login"
    }
}
