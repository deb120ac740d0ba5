#include "music/percussion.h"

const HitInfo hit_table[HITS] = {
    {HIT_DRUM, "drum"},
    {HIT_RIM, "rim"},
    {HIT_SHAKER, "shake"},
};

const char *hit_name(int key)
{
    for (int i = 0; i < HITS; ++i) {
        if ((int)hit_table[i].key == key) {
            return hit_table[i].name;
        }
    }
    return "key";
}
