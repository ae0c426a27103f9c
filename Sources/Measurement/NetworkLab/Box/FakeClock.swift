import Foundation

/// A wrong clock for one program, by Debian's libfaketime.
///
/// Linux gives every namespace the machine's time of day, so the wrong time is put before the
/// program's calls of the C library instead; its timers keep the true pace.
enum FakeClock {
    /// The variables that make a program believe that it is so many seconds later.
    static func variables(offset: Double) -> [String: String] {
        let sign = offset < 0 ? "-" : "+"
        return [
            "LD_PRELOAD": library, "FAKETIME": "\(sign)\(Int(abs(offset)))",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1",
        ]
    }

    /// Where Debian keeps the library.
    private static var library: String {
        let folders = ["x86_64-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabihf"]
        let paths = folders.map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }
        return paths.first { FileManager.default.fileExists(atPath: $0) } ?? paths[0]
    }
}

/// Variables that must not reach a program of the lab from outside.
enum ForeignVariables {
    static let names = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap {
        [$0, $0.uppercased()]
    } + [
        "SSL_CERT_DIR", "CURL_CA_BUNDLE", "RES_OPTIONS", "LOCALDOMAIN", "HOSTALIASES",
    ]
}
