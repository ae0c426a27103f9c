import InternetProtocols

/// The configuration of one nginx that serves several ports: texts in, texts out.
///
/// Everything that nginx writes lies in its own folder, and it needs no user but root, the only one
/// that there is in the lab's user namespace. Only Debian's nginx-light and libnginx-mod-stream are
/// needed. Every port has one server, which therefore answers for every Host.
struct NginxConfiguration: Sendable {
    /// The program's own folder, absolute, without a final slash.
    var folder: String
    /// The addresses that it listens on; empty for all.
    var addresses: [IPAddress]
    /// Whether the kernel has IPv6; without it IPv6 addresses are left out.
    var hasIPv6: Bool
    /// The file with the authority whose client certificates are accepted.
    var trustedRoots: String
    /// Where the certificate of a name is, without `.pem` and `.key`.
    var certificatePath: @Sendable (String) -> String
    /// What it serves.
    var servers: [WebServer]
    /// Lines added to each server that answers requests.
    var additions: String = ""

    /// Where the folder has files with what is answered.
    var contentFolder: String { "\(folder)/content" }

    /// A Unix socket on which nobody listens: what stands behind a server and is down.
    ///
    /// A port would do as well until a filter of the scenario drops what goes there.
    var nothing: String { "unix:\(folder)/nothing" }

    /// The configuration file.
    var text: String {
        let isHeard = !listeners(80).isEmpty
        let dead = isHeard ? servers.filter { $0.encryption == .hangsUp } : []
        let alive = isHeard ? servers.filter { $0.encryption != .hangsUp } : []
        return """
            \(dead.isEmpty ? "" : "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n")\
            user root root;
            daemon off;
            master_process off;
            pid \(folder)/nginx.pid;
            error_log stderr;
            events { worker_connections 512; }
            \(dead.isEmpty ? "" : "stream {\n\(dead.map(hangUp).joined())}\n")\
            http {
            access_log off;
            server_tokens off;
            sendfile on;
            types { text/html html; text/plain txt; application/json json; }
            default_type text/html;
            client_body_temp_path \(folder)/body;
            proxy_temp_path \(folder)/proxy;
            fastcgi_temp_path \(folder)/fastcgi;
            uwsgi_temp_path \(folder)/uwsgi;
            scgi_temp_path \(folder)/scgi;
            geo $dollar { default "$"; }
            root \(contentFolder);
            \(alive.map(answer).joined())\
            }

            """
    }

    /// The files that the configuration refers to, by absolute path.
    var contents: [String: String] {
        var files = [String: String]()
        for server in servers where server.encryption != .hangsUp {
            for response in server.responses {
                if let content = response.content {
                    files["\(contentFolder)/\(content.file)"] = content.text
                }
            }
        }
        return files
    }

    /// The TCP ports, each as often as it has a listener.
    var ports: [Int] {
        servers.flatMap { server in listeners(server.port).map { _ in server.port } }
    }

    /// What `listen` is told for a port, once for each socket.
    func listeners(_ port: Int) -> [String] {
        guard !addresses.isEmpty else {
            return ["0.0.0.0:\(port)"] + (hasIPv6 ? ["[::]:\(port) ipv6only=on"] : [])
        }
        return addresses.compactMap { address in
            guard address.family == .ipv6 else { return "\(address):\(port)" }
            return hasIPv6 ? "[\(address.withoutZone)]:\(port) ipv6only=on" : nil
        }
    }

    /// A port that a load balancer accepts on and has nobody to pass the connection to.
    private func hangUp(_ server: WebServer) -> String {
        let lines = listeners(server.port).map { "listen \($0);\n" }.joined()
        return "server {\n\(lines)proxy_pass \(nothing);\n}\n"
    }

    private func answer(_ server: WebServer) -> String {
        let isEncrypted = server.certificate != nil || server.encryption == .rejectsName
        let lines = listeners(server.port).map { "listen \($0)\(isEncrypted ? " ssl" : "");\n" }
        let encryption = isEncrypted ? encryptionLines(server) : ""
        return "server {\n" + lines.joined() + encryption + additions + locations(server) + "}\n"
    }
}
