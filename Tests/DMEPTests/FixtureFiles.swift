import DMEP
import Foundation

/// The documents of the thesis' appendices, in `Fixtures`.
enum FixtureFiles {
    static let names = [
        "a1-ontology", "a2-acknowledgements", "a2-diagnosis-request", "a2-diagnosis-response",
        "a2-information", "a2-notification", "a2-observation-response", "a2-requests",
        "a3-map-request", "a3-map", "a3-retraction", "a3-update-response", "b1-codns",
        "b1-common", "b1-core", "b1-servstats", "b2-aspath", "b2-codns", "b2-dns", "b2-history",
        "b2-regional", "b2-stats",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/\(name).xml")))
    }

    static func document(_ name: String) throws -> Document {
        try DocumentCodec().decode(bytes(name), as: .xml)
    }

    static func messages(_ name: String) throws -> [Message] {
        guard case .messages(let batch) = try document(name) else { return [] }
        return batch.messages
    }

    static func advertisements(_ name: String) throws -> [ServiceAdvertisement] {
        switch try document(name) {
        case .directoryUpdate(let update): update.advertisements
        case .serviceMap(let map): map.advertisements
        default: []
        }
    }
}
