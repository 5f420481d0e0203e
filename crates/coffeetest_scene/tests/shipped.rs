//! Everything that is shipped in `scenes/` loads, and its geometry holds together.

use std::path::Path;

use coffeetest_scene::{Attach, Block, Folder, Library, Pose, Thing};

fn library() -> Library {
    Library::builtin()
        .unwrap_or_else(|errors| panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

#[test]
fn every_shipped_file_loads_without_error_from_disk_and_from_the_build() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenes");
    let disk = Library::load(&dir).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let build = library();
    let count = |library: &Library| {
        library.things().count() + library.bodies().count() + library.homes().count() + library.suites().count()
    };
    // The last four are for generated homes.
    let files = Folder::ALL[..6].iter().flat_map(|folder| std::fs::read_dir(dir.join(folder.name())).expect("folder"));
    assert_eq!(count(&disk), files.count(), "every file is loaded");
    assert_eq!(count(&build), count(&disk), "every file is in the build");
    let own = |path: &str| !Folder::ALL[6..].iter().any(|folder| path.contains(&format!("/{}/", folder.name())));
    assert_eq!(Library::builtin_files().filter(|(path, _)| own(path)).count(), count(&disk));
}

fn part_blocks(thing: &Thing, name: &str) -> Vec<Block> {
    let body = &thing.bodies[name];
    let blocks: Vec<Block> = body.shapes.iter().flat_map(|shape| shape.blocks()).collect();
    Thing::blocks_at(&blocks, Pose { at: body.at, yaw: 0.0 })
}

#[test]
fn no_part_at_rest_is_inside_another() {
    for (id, thing) in library().things() {
        let names: Vec<&String> = thing.bodies.keys().collect();
        for (i, a) in names.iter().enumerate() {
            for b in &names[..i] {
                let (x, y) = (part_blocks(thing, a), part_blocks(thing, b));
                let hit = x.iter().find(|p| y.iter().any(|q| p.meets(q, 0.0)));
                assert!(hit.is_none(), "{id}: `{a}` is inside `{b}`: {hit:?}");
            }
        }
    }
}

#[test]
fn no_grasp_is_in_the_air() {
    // A bar's middle lies in or within 5 mm of some shape of the body it is on; a vessel is held around its hollow.
    for (id, thing) in library().things() {
        let mut grasps = thing.grasps.iter().map(|grasp| ("body", grasp)).collect::<Vec<_>>();
        for (name, body) in &thing.bodies {
            match &body.attach {
                Some(Attach::Joint { handle, .. }) => grasps.push((name, handle)),
                Some(Attach::Seat { grasps: more, .. } | Attach::Cord { grasps: more, .. }) => {
                    grasps.extend(more.iter().map(|grasp| (name.as_str(), grasp)));
                }
                Some(Attach::Control { .. }) | None => {}
            }
        }
        for (name, grasp) in grasps {
            let on = thing.bodies[name].shapes.iter().map(|shape| Thing::hull(&shape.blocks())).any(|block| {
                let point = block.pose.local(grasp.at);
                (0..2).all(|axis| point[axis].abs() <= block.size[axis] / 2.0 + 0.005)
                    && (-0.005..=block.size[2] + 0.005).contains(&point[2])
            });
            assert!(on, "{id}: the grasp at {:?} of `{name}` is in the air", grasp.at);
        }
    }
}

#[test]
fn the_guide_for_authors_names_all_folders_components_and_substances() {
    use coffeetest_brew::{Species, spec::Comp};
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenes/README.md")).expect("guide");
    let words: Vec<&str> = guide.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let substances = Species::ALL.iter().filter(|species| species.has_mass()).map(|species| species.name());
    let folders = Folder::ALL.iter().flat_map(|folder| [folder.name(), folder.value_name()]);
    for name in folders.chain(Comp::KINDS.iter().copied()).chain(substances) {
        assert!(words.contains(&name), "scenes/README.md does not mention `{name}`");
    }
}
