//! The matters 议题 of the demo, one file per subject.

use super::Matter;

mod charging;
mod elders;
mod garden;
mod neighbours;
mod outdoors;
mod repairs;
mod safety;
mod streets;
mod water;

/// All matters, in the order they were first raised.
pub(crate) static MATTERS: &[&Matter] = &[
    &safety::STAIR_CLUTTER,
    &neighbours::VOLUNTEER_POINTS,
    &water::INCOME_ACCOUNTS,
    &streets::SHARED_BIKES,
    &outdoors::REFUSE_ROOM,
    &elders::BENCHES,
    &repairs::STREET_LAMPS,
    &water::WATER_PUMPS,
    &streets::LECTURE_ROAD,
    &neighbours::DRYING_POLES,
    &safety::FIRE_LANE,
    &charging::CHARGING_SHED,
    &elders::CANTEEN,
    &repairs::MANHOLE,
    &streets::GREEN_TO_PARKING,
    &neighbours::QUIET_HOURS,
    &garden::HEALTH_PATH,
    &water::COVENANT,
    &water::NAME_AND_SHAME,
    &elders::RAMP,
    &elders::LIFT,
    &neighbours::TENANTS_OUT,
    &neighbours::READING_CORNER,
    &garden::DANCE_HOURS,
    &outdoors::BIG_TREES,
    &repairs::ROOF_LEAK,
    &repairs::FACE_GATE,
    &streets::PARKING_FEE,
    &repairs::CELLAR_FLOOD,
    &neighbours::PIGEONS,
    &outdoors::MOSQUITOES,
    &garden::DOGS,
    &safety::WALL_TILES,
    &safety::FLYING_WIRES,
    &streets::CAR_CHARGERS,
    &elders::CLINIC_ORDER,
    &repairs::PARCEL_LOCKERS,
    &repairs::SLIDE,
    &safety::NIGHT_PATROL,
];
