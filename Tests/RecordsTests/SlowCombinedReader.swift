import Foundation
import InternetProtocols

@testable import Records

/// Reads the combined format the straightforward way: a regular expression and texts.
struct SlowCombinedReader {
    private let line = #/^(\S+) (\S+) (.*?) \[(\d[^\]]*)\] "((?:[^"\\]|\\.)*)" (\S+) (\S+)(.*)$/#
    private let quoted = #/^ "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"/#
    private let families: UserAgentFamilies
    private let calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    init() throws { families = try .shipped() }

    /// The request that a line tells of; nil for a line that is none.
    func read(_ text: String) throws -> ExpectedRequest? {
        let text = text.hasSuffix("\r") ? String(text.dropLast()) : text
        guard let match = try line.wholeMatch(in: text)?.output else { return nil }
        var agent = ""
        if !match.8.isEmpty {
            // A referrer that opens and does not close makes the line unfit.
            guard let tail = try quoted.firstMatch(in: match.8)?.output else { return nil }
            agent = String(tail.2)
        }
        guard let code = Int(match.6), match.6.count == 3, (100..<600).contains(code) || code == 0,
            let time = time(String(match.4))
        else { return nil }
        let isFailure = code >= 500 || code == 408 || code == 499 || code == 0
        let client = String(match.1)
        var faults = [String]()
        if let family = family(of: String(match.5)) {
            // Names are cut after 200 bytes.
            faults.append("url:" + String(decoding: family.utf8.prefix(200), as: UTF8.self))
        }
        if !agent.isEmpty, agent != "-" { faults.append("browser:" + families.family(of: agent)) }
        if let address = IPAddress(client) {
            let bits = address.family == .ipv4 ? 24 : 48
            if let prefix = IPPrefix(address, length: bits) { faults.append("network:\(prefix)") }
        }
        return ExpectedRequest(
            time: time, isFailure: isFailure, isMistake: !isFailure && code >= 400,
            client: client, faults: faults.map { $0 + "@1.0" })
    }

    private func time(_ text: String) -> Int64? {
        let parts = text.split(whereSeparator: { "/: ".contains($0) }).map { String($0) }
        guard parts.count == 7, let day = Int(parts[0]), let year = Int(parts[2]),
            let month = Self.months.firstIndex(of: parts[1]), let hour = Int(parts[3]),
            let minute = Int(parts[4]), let second = Int(parts[5]), let zone = Int(parts[6]),
            year < 2100
        else { return nil }
        let components = DateComponents(
            year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        guard let date = calendar.date(from: components) else { return nil }
        let offset = (abs(zone) / 100 * 3600 + abs(zone) % 100 * 60) * zone.signum()
        return Int64(date.timeIntervalSince1970 - Double(offset)) * 1_000_000
    }

    private func family(of request: String) -> String? {
        let words = request.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2, !words[0].isEmpty else { return nil }
        let hasProtocol = words.count > 2 && (words.last ?? "").hasPrefix("HTTP/")
        var url = words[1..<(hasProtocol ? words.count - 1 : words.count)].joined(separator: " ")
        if let range = url.range(of: "://"), !url.hasPrefix("/") {
            let rest = url[range.upperBound...]
            guard let slash = rest.firstIndex(of: "/") else { return nil }
            url = String(rest[slash...])
        }
        guard url.hasPrefix("/") else { return nil }
        let path = url.prefix { $0 != "?" && $0 != "#" }
        var segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0) }
        let last = segments.removeLast()
        var kept = segments.prefix(3).map { varies($0) ? "*" : $0 }
        if segments.count > 3 { kept.append("**") }
        if let match = last.wholeMatch(of: #/.+\.([A-Za-z0-9]{1,5})/#) {
            kept.append("*." + match.output.1.lowercased())
        } else {
            kept.append(varies(last) ? "*" : last)
        }
        return "/" + kept.joined(separator: "/")
    }

    private func varies(_ segment: String) -> Bool {
        if segment.wholeMatch(of: #/[0-9]+/#) != nil { return true }
        return segment.utf8.count >= 8 && segment.contains { "0123456789".contains($0) }
            && segment.wholeMatch(of: #/[0-9A-Fa-f-]+/#) != nil
    }
}
