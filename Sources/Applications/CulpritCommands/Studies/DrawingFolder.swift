import Foundation

/// A folder into which a study puts its drawings.
struct DrawingFolder {
    private let path: String

    /// Makes the folder where it is not there yet: before hours of work, not after.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileProblem(
                description: "the folder \(path) cannot be made: \(error.localizedDescription)")
        }
    }

    /// Writes files by their names.
    func write(_ files: [String: String]) throws {
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            let place = URL(filePath: path).appending(path: name)
            do {
                try Data(content.utf8).write(to: place)
            } catch {
                throw FileProblem(
                    description:
                        "\(place.path()) cannot be written: \(error.localizedDescription)")
            }
        }
    }
}
