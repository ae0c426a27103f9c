import Foundation

/// What `/status` shows; schema 1.
struct ServerStatus: Encodable {
    var schema = 1
    /// The seconds since the start.
    var uptime: Double
    /// The messages since the start, by type.
    var messages: [String: Int]
    /// The exchanges in work.
    var inFlight: Int
    /// The exchanges that wait for their turn.
    var queue: Int
    /// The open connections.
    var connections: Int
    /// The bytes that the process holds in memory.
    var residentBytes: Int?
    /// The requests and connections since the start that were not served, by reason.
    var refused: [String: Int]

    /// The status as JSON, with what the caller adds under `detail`.
    func json(detail: [UInt8]?) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard var bytes = try? [UInt8](encoder.encode(self)) else { return Array("{}".utf8) }
        if let detail, (try? JSONSerialization.jsonObject(with: Data(detail))) != nil {
            bytes.removeLast()
            bytes += Array(",\"detail\":".utf8) + detail + Array("}".utf8)
        }
        return bytes
    }
}
