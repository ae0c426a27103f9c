/// A part that a column can play, and the names that logs usually give it.
enum ColumnRole: String {
    case time, client, user, value, status, outcome, success, url, agent, server, host, method,
        referrer

    /// The usual names, the likeliest first.
    var candidates: [String] {
        switch self {
        case .time:
            [
                "time", "timestamp", "@timestamp", "time_iso8601", "time_local", "msec", "ts",
                "datetime", "date_time", "date", "start_time",
                "epoch",
            ]
        case .client:
            [
                "client", "remote_addr", "client_ip", "clientip", "client_address", "remote_ip",
                "remoteAddr", "src_ip", "c-ip", "ip", "client:port", "remote_host",
                "address", "addr",
            ]
        case .user:
            [
                "user", "user_id", "userid", "uid", "end_user", "subscriber", "customer",
                "device", "device_id",
            ]
        case .value:
            [
                "value", "rtt", "latency", "throughput", "ms", "rtt_ms", "latency_ms", "delay",
                "duration", "response_time", "goodput", "mbps", "kbps", "bps", "measurement",
                "metric",
            ]
        case .status:
            [
                "status", "status_code", "http_status", "response_code", "sc-status",
                "elb_status_code", "http.status", "http.response.status_code", "code", "response",
            ]
        case .outcome: ["outcome", "failed", "failure", "error", "result"]
        case .success: ["success", "ok", "succeeded"]
        case .url:
            [
                "url", "request_uri", "uri", "request_url", "path", "cs-uri-stem", "url.path",
                "http.url", "target", "request",
            ]
        case .agent:
            [
                "agent", "http_user_agent", "user_agent", "userAgent", "useragent", "user-agent",
                "cs(User-Agent)", "user_agent.original", "request_user_agent",
            ]
        case .server:
            [
                "server", "upstream_addr", "upstream", "backend", "server_id", "upstream_server",
                "backend_name", "target:port", "x-edge-location", "instance", "node", "pod",
                "hostname",
            ]
        case .host:
            [
                "host", "server_name", "http_host", "vhost", "virtual_host", "x-host-header",
                "domain", "site",
            ]
        case .method: ["method", "request_method", "verb", "http.method", "cs-method"]
        case .referrer: ["referrer", "http_referer", "referer", "http_referrer", "cs(Referer)"]
        }
    }

    /// The first of the usual names that is among these columns, in the letters that it has there.
    func find(in columns: [String]) -> String? {
        for candidate in candidates {
            if columns.contains(candidate) { return candidate }
            let lower = candidate.lowercased()
            if let column = columns.first(where: { $0.lowercased() == lower }) { return column }
        }
        return nil
    }
}
