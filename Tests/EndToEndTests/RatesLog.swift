import Foundation

/// Request logs for tests: an hour of 2026-11-21, four servers, two networks, no chance in it.
enum RatesLog {
    /// JSON lines; every fifth request of the bad server, or of clients of the second network for `as 65001`, fails.
    static func lines(_ count: Int, bad: String) -> [String] {
        (0..<count).map { line in
            let second = line * 3_600 / max(1, count)
            let server = "10.9.0.\(1 + line % 4):80"
            let network = line / 4 % 2
            let isBad = server == bad || (bad == "as 65001" && network == 1)
            let status = isBad && line / 8 % 5 == 0 ? 503 : 200
            let time = String(format: "2026-11-21T10:%02d:%02dZ", second / 60, second % 60)
            return
                "{\"time\":\"\(time)\",\"remote_addr\":\"10.\(network).0.\(1 + line / 8 % 200)\","
                + "\"request_uri\":\"/item/\(line)\",\"status\":\(status),"
                + "\"http_user_agent\":\"curl/8.5.0\",\"upstream_addr\":\"\(server)\"}"
        }
    }
}
